import { describe, expect, it } from "vitest";
import { clusters, type Spot } from "../src/clusters";
import { marked } from "../src/spans";

describe("marks in a sentence", () => {
  it("may overlap, and the pieces make up the text", () => {
    const pieces = marked("قتل ثلاثة جنود", [{ start: 0, end: 3, kind: "trigger" }, { start: 4, end: 14, kind: "recipient" }, { start: 4, end: 9, kind: "killed" }]);
    expect(pieces.map((piece) => piece.text).join("")).toBe("قتل ثلاثة جنود");
    expect(pieces.map((piece) => [piece.text, piece.kinds.join("+"), piece.ends.join("+")])).toEqual([
      ["قتل", "trigger", "trigger"], [" ", "", ""], ["ثلاثة", "recipient+killed", "killed"], [" جنود", "recipient", "recipient"],
    ]);
  });
  it("count in code points", () => {
    expect(marked("😀😀ab", [{ start: 2, end: 3, kind: "trigger" }])[1]!.text).toBe("a");
  });
  it("outside of the text are left out, across its edge cut", () => {
    expect(marked("ab", [{ start: -5, end: 1, kind: "date" }, { start: 7, end: 9, kind: "actor" }]).map((piece) => piece.kinds))
      .toEqual([["date"], []]);
  });
});

describe("circles on the map", () => {
  const spot = (place: number, x: number, y: number, events: number): Spot =>
    ({ place, x, y, counts: [0, 0, 0, events], events, vague: false });
  const many = Array.from({ length: 300 }, (_, index) => spot(index, (index * 7919) % 500, (index * 104729) % 300, 1 + (index * 31) % 97));

  it("never cover one another, and lose no event", () => {
    const circles = clusters(many);
    for (const one of circles) {
      for (const other of circles) {
        if (one !== other) expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThanOrEqual(one.radius + other.radius);
      }
    }
    expect(circles.reduce((sum, circle) => sum + circle.events, 0)).toBe(many.reduce((sum, one) => sum + one.events, 0));
    expect(circles.flatMap((circle) => circle.places).sort((a, b) => a - b)).toEqual(many.map((one) => one.place));
  });
  it("stand where the strongest place is", () => {
    const [circle] = clusters([spot(1, 10, 10, 3), spot(2, 12, 10, 9)]);
    expect([circle!.place, circle!.x, circle!.events]).toEqual([2, 12, 12]);
  });
});
