/** Texts of articles: made comparable for search, and safe to show beside texts of another direction. */

const DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;
const DROPPED = /[\p{M}\p{Cf}\u0640]/gu;
// Marks that turn the direction of all that follows; shown texts are isolated by the page instead.
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const RIGHT_TO_LEFT = /\p{Script=Arabic}|\p{Script=Hebrew}|\p{Script=Syriac}|\p{Script=Thaana}|\p{Script=Nko}/u;
const LETTER = /\p{L}/u;

/** A text as search compares it: case, accents, vowel signs and the spellings of alef, yeh and teh marbuta count as one. */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(DROPPED, "")
    .toLowerCase()
    .replace(/ى/g, "ي")
    .replace(/ة/g, "ه")
    .replace(DIGITS, (digit) => String((digit.charCodeAt(0) & 0xf)));
}

/** The words of a query, folded; all of them must be found. */
export function words(query: string): string[] {
  return fold(query).split(/[\s"'«»،,]+/).filter(Boolean);
}

/** A text without the marks that would turn its surroundings around. */
export function plain(text: string): string {
  return text.replace(DIRECTION, "");
}

/** The direction of a text by its first letter. */
export function direction(text: string): "rtl" | "ltr" {
  const letter = LETTER.exec(text)?.[0];
  return letter !== undefined && RIGHT_TO_LEFT.test(letter) ? "rtl" : "ltr";
}
