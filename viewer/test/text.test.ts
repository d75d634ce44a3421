import { describe, expect, it } from "vitest";
import { direction, fold, plain, words } from "../src/text";

describe("search compares", () => {
  it.each([
    ["الإسلامية", "الاسلاميه"], ["مُحَمَّد", "محمد"], ["مصطفى", "مصطفي"], ["٢٠١٩", "2019"], ["دولـــة", "دوله"], ["São Tomé", "sao tome"],
    ["مسؤول", "مسوول"], ["ISIS", "isis"], ["ﻻ", "لا"],
  ])("%s like %s", (one, other) => expect(fold(one)).toBe(fold(other)));

  it("different words as different", () => expect(fold("حلب")).not.toBe(fold("حمص")));
  it("each word of a query", () => expect(words(" «داعش»  Baghuz ")).toEqual(["داعش", "baghuz"]));
});

describe("shown texts", () => {
  it("lose the marks that would turn their surroundings", () => expect(plain("a\u202eb\u2067c\u200f")).toBe("abc"));
  it("have the direction of their first letter", () => {
    expect(direction("«قسد» SDF")).toBe("rtl");
    expect(direction("SDF «قسد»")).toBe("ltr");
    expect(direction("2019 — داعش")).toBe("rtl");
    expect(direction("123")).toBe("ltr");
  });
});
