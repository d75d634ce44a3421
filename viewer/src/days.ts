/** Days as whole numbers since 1970-01-01, as the page's data has them. */

export const DAY = 86_400_000;

export function iso(day: number): string {
  return new Date(Math.round(day) * DAY).toISOString().slice(0, 10);
}

/** The day of YYYY-MM-DD, null for anything else. */
export function day(text: string | null): number | null {
  if (text === null || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(time) || iso(time / DAY) !== text ? null : time / DAY;
}

/** What is shown of the time axis, in days, half-open: day `d` fills the axis from `d` to `d + 1`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export const LEAST = 2;

/** The span shown where nothing is chosen: all events, with room at both ends. */
export function whole(extent: readonly [number, number]): Span {
  const room = Math.max(2, Math.round((extent[1] - extent[0]) * 0.02));
  return { from: extent[0] - room, to: extent[1] + 1 + room };
}

/** A span zoomed by a factor around a day and kept inside another. */
export function zoomed(span: Span, factor: number, around: number, bounds: Span): Span {
  const wide = bounds.to - bounds.from;
  const length = Math.min(wide, Math.max(LEAST, (span.to - span.from) * factor));
  const share = (around - span.from) / (span.to - span.from || 1);
  return moved({ from: around - share * length, to: around + (1 - share) * length }, 0, bounds);
}

/** A span moved by days and kept inside another. */
export function moved(span: Span, by: number, bounds: Span): Span {
  const length = Math.min(span.to - span.from, bounds.to - bounds.from);
  const from = Math.min(Math.max(span.from + by, bounds.from), bounds.to - length);
  return { from, to: from + length };
}

/** The share of events that the days shown at first hold, and how much longer all days must be for that to be a gain. */
const BULK = 0.88;
const FAR = 4;

/**
 * The fewest days that hold most events, where some lie so far off that all could not be seen together; else null.
 * `start` are the days of the events in order.
 */
export function bulk(start: Int32Array): Span | null {
  const size = start.length;
  if (size < 50) return null;
  const held = Math.ceil(size * BULK);
  let [from, to] = [start[0]!, start[size - 1]!];
  const wide = to - from;
  for (let first = 0; first + held <= size; first++) {
    if (start[first + held - 1]! - start[first]! < to - from) [from, to] = [start[first]!, start[first + held - 1]!];
  }
  return wide > FAR * (to - from) + 60 ? whole([from, to]) : null;
}

/** Longer than this, and than the days shown, an event says nothing of these days in particular. */
const VAGUE = 31;

/** Whether an event from day `start` to day `end` belongs to a span. */
export function within(start: number, end: number, span: Span): boolean {
  const days = end + 1 - start;
  return start < span.to && end + 1 > span.from && days <= Math.max(VAGUE, span.to - span.from);
}
