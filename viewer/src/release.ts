/** A release as the page carries it: packed columns, unpacked into arrays that the views read by row number. */

/** Repeated texts: the distinct ones, and for each row the one it has (-1: none). */
export interface Coded {
  readonly values: readonly string[];
  readonly codes: readonly number[];
}

type Numbers = readonly (number | null)[];

/** What `timeline/viewing/columns.py` writes; the names of columns are those of the contract. */
export interface Block {
  readonly release: {
    readonly title: string;
    readonly version: string | null;
    readonly description: string | null;
    readonly created: string | null;
    readonly coder: string | null;
    readonly licenses: readonly string[];
    readonly sources: readonly string[];
  };
  readonly types: Readonly<Record<string, Type>>;
  readonly countries: Readonly<Record<string, { readonly en: string; readonly ar: string }>>;
  readonly articles: Columns<"document_id" | "source" | "title" | "language" | "section" | "byline" | "agencies"
    | "published_basis" | "issue_basis" | "url" | "text_sha256", "published_on" | "issue_on">;
  readonly actors: Columns<"actor_id" | "name" | "name_local" | "kind" | "country" | "sector", never>;
  readonly locations: Columns<"location_id" | "name" | "name_local" | "feature" | "country" | "admin1",
    "latitude" | "longitude">;
  readonly events: Columns<"event_id" | "event_type" | "event_mode" | "quad_class" | "date_precision" | "date_basis"
    | "location_basis" | "status" | "trigger_text" | "summary",
    "date_start" | "date_end" | "geo_precision" | Toll | "trigger_start" | "trigger_end" | "sentence_start"
    | "sentence_end" | "confidence" | "article" | "location"> & { readonly core: readonly boolean[] };
  readonly roles: Columns<"role" | "country" | "sector" | "mention_text",
    "mention_start" | "mention_end" | "event" | "actor">;
  readonly evidence: Columns<"field" | "text", "start" | "end" | "event">;
  readonly contexts: Columns<"context", "event">;
  readonly sentences: Coded | null;
}

type Columns<Texts extends string, Counts extends string> =
  { readonly [name in Texts]: Coded } & { readonly [name in Counts]: Numbers };

/** A type of event as PLOVER describes it, with its modes. */
export interface Type {
  readonly quad: Quad;
  readonly told: string;
  readonly modes: Readonly<Record<string, string>>;
}

export type Toll = "killed_low" | "killed_high" | "injured_low" | "injured_high" | "captured_low" | "captured_high";

export const QUADS = ["verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"] as const;
export type Quad = (typeof QUADS)[number];

/** Rows of another table by event: those of event `i` are `first[i]` to `first[i + 1]`. */
export type Ranges = Int32Array;

export interface Release {
  readonly block: Block;
  readonly size: number;
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly quad: Uint8Array;
  readonly roles: Ranges;
  readonly evidence: Ranges;
  readonly contexts: Ranges;
  /** The row of an event by its id. */
  readonly rows: ReadonlyMap<string, number>;
  /** First and last day of all events; both 0 where there are none. */
  readonly extent: readonly [number, number];
}

/** The text of a row, null where it has none. */
export function at(column: Coded, row: number): string | null {
  return column.values[column.codes[row] ?? -1] ?? null;
}

/** The data of a packed part of the page (gzip, base64). */
export async function unpack<T>(packed: string): Promise<T> {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return (await new Response(stream).json()) as T;
}

export function open(block: Block): Release {
  const events = block.events;
  const size = events.article.length;
  const start = Int32Array.from(events.date_start as number[]);
  const end = Int32Array.from(events.date_end as number[]);
  const quads = events.quad_class.values.map((name) => Math.max(0, QUADS.indexOf(name as Quad)));
  const rows = new Map<string, number>();
  for (let row = 0; row < size; row++) rows.set(at(events.event_id, row) ?? "", row);
  let [low, high] = [Infinity, -Infinity];
  for (let row = 0; row < size; row++) {
    low = Math.min(low, start[row]!);
    high = Math.max(high, start[row]!);
  }
  return {
    block, size, start, end, rows,
    quad: Uint8Array.from(events.quad_class.codes, (code) => quads[code] ?? 0),
    roles: ranges(block.roles.event, size),
    evidence: ranges(block.evidence.event, size),
    contexts: ranges(block.contexts.event, size),
    extent: size ? [low, high] : [0, 0],
  };
}

function ranges(events: Numbers, size: number): Ranges {
  const first = new Int32Array(size + 1);
  for (const event of events) first[event! + 1]!++;
  for (let row = 0; row < size; row++) first[row + 1]! += first[row]!;
  return first;
}
