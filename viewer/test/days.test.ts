import { describe, expect, it } from "vitest";
import { bulk, day, iso, LEAST, moved, whole, within, zoomed } from "../src/days";

describe("days", () => {
  it("are written and read alike", () => {
    for (const text of ["1969-12-31", "1970-01-01", "2019-03-23", "2024-02-29"]) expect(iso(day(text)!)).toBe(text);
  });
  it.each(["2019-02-30", "2019-3-1", "", "soon"])("%j is none", (text) => expect(day(text)).toBeNull());
});

describe("the days shown", () => {
  const bounds = { from: 0, to: 1000 };
  it("keep the day under the pointer where it is when zoomed", () => {
    const next = zoomed({ from: 0, to: 1000 }, 0.5, 250, bounds);
    expect((250 - next.from) / (next.to - next.from)).toBeCloseTo(0.25);
  });
  it("never leave what there is, nor shrink below the least", () => {
    expect(zoomed(bounds, 9, 10, bounds)).toEqual(bounds);
    expect(moved({ from: 0, to: 100 }, -50, bounds)).toEqual({ from: 0, to: 100 });
    expect(moved({ from: 900, to: 1000 }, 70, bounds)).toEqual({ from: 900, to: 1000 });
    const least = zoomed({ from: 10, to: 11 }, 0.01, 10.5, bounds);
    expect(least.to - least.from).toBeCloseTo(LEAST);
  });
  it("hold the last day whole", () => expect(whole([10, 10]).to).toBeGreaterThan(11));
  it("start at the bulk of the events where a few lie far off", () => {
    const start = Int32Array.from([-50000, -400, ...Array.from({ length: 98 }, (_, index) => 1000 + (index >> 2))]);
    const span = bulk(start)!;
    expect(span.from).toBeGreaterThan(900);
    expect(span.to).toBeLessThan(1100);
  });
  it("start at all of them where they lie together", () => {
    expect(bulk(Int32Array.from({ length: 100 }, (_, index) => index))).toBeNull();
    expect(bulk(Int32Array.from([0, 5000]))).toBeNull();
  });
  it("have the events that touch them, but none so long that it says nothing of them", () => {
    const span = { from: 100, to: 110 };
    expect(within(95, 100, span)).toBe(true);
    expect(within(95, 99, span)).toBe(false);
    expect(within(109, 130, span)).toBe(true);
    expect(within(110, 110, span)).toBe(false);
    expect(within(0, 36500, span)).toBe(false);
    expect(within(0, 36500, { from: 0, to: 40000 })).toBe(true);
  });
});
