/** A text parted where marks begin and end, so that marks may overlap. */

export interface Mark {
  /** Half-open, in code points of the text. */
  readonly start: number;
  readonly end: number;
  readonly kind: string;
}

export interface Piece {
  readonly text: string;
  /** The marks that cover the piece, in the order given, and those of them that end with it. */
  readonly kinds: readonly string[];
  readonly ends: readonly string[];
}

/** The pieces of a text; marks outside of it are left out, marks across its edges cut. */
export function marked(text: string, marks: readonly Mark[]): Piece[] {
  const letters = Array.from(text);
  const inside = marks
    .map((mark) => ({ ...mark, start: Math.max(0, mark.start), end: Math.min(letters.length, mark.end) }))
    .filter((mark) => mark.start < mark.end);
  const cuts = [...new Set([0, letters.length, ...inside.flatMap((mark) => [mark.start, mark.end])])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1]!;
    const over = inside.filter((mark) => mark.start <= start && mark.end >= end);
    const names = (chosen: readonly Mark[]): string[] => [...new Set(chosen.map((mark) => mark.kind))];
    return { text: letters.slice(start, end).join(""), kinds: names(over), ends: names(over.filter((mark) => mark.end === end)) };
  });
}
