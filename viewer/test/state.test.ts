import { describe, expect, it } from "vitest";
import { cleared, filtered, fragment, parsed, START, toggled, type State } from "../src/state";

const FULL: State = {
  span: { from: 17978, to: 17979 }, query: "«داعش» & q=1#", confidence: 0.35, core: true, lanes: "actor", event: "e0123456789abcdef",
  tongue: "ar", theme: "dark",
  chosen: { type: ["ASSAULT", "AID"], status: ["denied"], actor: ["o:islamic-state"], place: ["country:SYR", "a,b&c"], source: [], language: ["ar"] },
};

describe("the address", () => {
  it("says a view whole", () => expect(parsed(fragment(FULL))).toEqual(FULL));
  it("says nothing of the view at the start", () => expect(fragment(START)).toBe(""));
  it("is read with its # as well", () => expect(parsed(`#${fragment(FULL)}`)).toEqual(FULL));
  it.each(["from=x&to=y", "from=2019-03-24&to=2019-03-23", "lanes=moon", "confidence=7", "theme=%E0%A4%A", "ui=fr", "&&&="])(
    "with %j is as the start", (text) => expect({ ...parsed(text) }).toEqual(START));
  it("tells all dates from the dates shown at first", () => {
    const start = { ...START, span: { from: 100, to: 200 } };
    expect(parsed("", start).span).toEqual(start.span);
    expect(parsed(fragment({ ...start, span: null }, start), start).span).toBeNull();
  });
});

describe("choices", () => {
  it("are added and taken away", () => {
    const one = toggled(START, "actor", "o:islamic-state");
    expect(one.chosen.actor).toEqual(["o:islamic-state"]);
    expect(toggled(one, "actor", "o:islamic-state").chosen).toEqual(START.chosen);
    expect(START.chosen.actor).toEqual([]);
  });
  it("are all cleared, and the look of the page kept", () => {
    const now = cleared(FULL);
    expect(filtered(FULL)).toBe(true);
    expect(filtered(now)).toBe(false);
    expect([now.tongue, now.theme, now.lanes]).toEqual(["ar", "dark", "actor"]);
  });
});
