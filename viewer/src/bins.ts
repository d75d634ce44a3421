/** Events of lanes gathered by days, and how to draw them: each as a dot where they fit, else as bars. */

import type { Span } from "./days";
import type { Layout } from "./lanes";
import { QUADS } from "./release";

/** A day, or several where one would be narrower than this many pixels. */
const NARROW = 6;
const DOTS = [15, 12, 10, 8.5, 7, 6];

export interface Bins {
  /** Days of a bin, the day that the first begins with, and how many there are. */
  readonly days: number;
  readonly first: number;
  readonly size: number;
  /** Events by lane, bin and quad class. */
  readonly counts: Uint32Array;
  /** The most events in one bin of one lane. */
  readonly most: number;
  /** The pixels of a dot with its room; null where events are drawn as bars. */
  readonly dot: number | null;
}

export function pixels(span: Span, width: number): number {
  return width / (span.to - span.from);
}

export function gather(
  layout: Layout, start: Int32Array, quad: Uint8Array, span: Span, width: number, height: number,
): Bins {
  const perDay = pixels(span, width);
  const days = perDay >= NARROW ? 1 : Math.ceil(NARROW / perDay);
  const first = Math.floor(Math.floor(span.from) / days) * days;
  const size = Math.max(1, Math.ceil((span.to - first) / days));
  const counts = new Uint32Array(layout.lanes.length * size * QUADS.length);
  const totals = new Uint32Array(layout.lanes.length * size);
  let most = 0;
  for (let index = 0; index < layout.events.length; index++) {
    const row = layout.events[index]!;
    const bin = Math.floor((start[row]! - first) / days);
    if (bin < 0 || bin >= size) continue;
    const cell = layout.lane[index]! * size + bin;
    counts[cell * QUADS.length + quad[row]!]!++;
    most = Math.max(most, ++totals[cell]!);
  }
  const fits = (dot: number): boolean => Math.floor(height / dot) * Math.floor((days * perDay) / dot) >= most;
  return { days, first, size, counts, most, dot: DOTS.find(fits) ?? null };
}

/** The events of one bin of one lane in the order in which they are drawn: by quad class, then as they are read. */
export function members(layout: Layout, bins: Bins, start: Int32Array, quad: Uint8Array, lane: number, bin: number): number[] {
  const found: number[] = [];
  const from = bins.first + bin * bins.days;
  for (let index = 0; index < layout.events.length; index++) {
    const row = layout.events[index]!;
    if (layout.lane[index] === lane && start[row]! >= from && start[row]! < from + bins.days) found.push(row);
  }
  return found.sort((a, b) => quad[a]! - quad[b]! || a - b);
}
