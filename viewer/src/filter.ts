/** Which events pass the filters, kept as one bit per filter and event, so that a change reworks its own bit only. */

import { within } from "./days";
import { at, type Coded, type Release } from "./release";
import { CHOICES, type Choice, type State } from "./state";
import { fold, words } from "./text";

/** The filters, one bit each. */
const BITS = ["span", "query", "confidence", "core", ...CHOICES] as const;
type Filter = (typeof BITS)[number];

const bit = (filter: Filter): number => 1 << BITS.indexOf(filter);

/** What is chosen to name a whole country instead of one place in it. */
export const COUNTRY = "country:";

/** The values of one choice that the events have, and for each event the values it has. */
interface Facet {
  readonly values: readonly string[];
  /** Calls back with each value (by number) of an event. */
  readonly each: (event: number, found: (value: number) => void) => void;
}

export interface Count {
  readonly value: string;
  readonly events: number;
}

export class Filters {
  private readonly fails: Uint16Array;
  private readonly facets: Readonly<Record<Choice, Facet>>;
  private readonly haystack: string[] = [];
  private now: State | null = null;
  /** The events that pass all filters, in reading order. */
  events: Int32Array = new Int32Array(0);
  /** How often the events were filtered: views draw anew when it changes. */
  version = 0;

  constructor(private readonly release: Release) {
    this.fails = new Uint16Array(release.size);
    this.facets = facetsOf(release);
  }

  /** Filter by what changed since the last call. */
  apply(state: State): void {
    const { block, start, end, size } = this.release;
    const before = this.now;
    if (before === null || before.span !== state.span) {
      const { span } = state;
      this.mark("span", (row) => span === null || within(start[row]!, end[row]!, span));
    }
    if (before === null || before.query !== state.query) {
      const wanted = words(state.query);
      if (wanted.length) this.index(size);
      this.mark("query", (row) => wanted.every((word) => this.haystack[row]!.includes(word)));
    }
    if (before === null || before.confidence !== state.confidence) {
      const least = state.confidence;
      this.mark("confidence", (row) => least === 0 || (block.events.confidence[row] ?? 0) >= least);
    }
    if (before === null || before.core !== state.core) {
      this.mark("core", (row) => !state.core || block.events.core[row] === true);
    }
    for (const choice of CHOICES) {
      if (before === null || before.chosen[choice] !== state.chosen[choice]) this.choose(choice, state.chosen[choice]);
    }
    this.now = state;
    this.events = this.passing(0);
    this.version++;
  }

  /** The events that pass all filters but one: what could be chosen there. */
  without(filter: Filter): Int32Array {
    return this.passing(bit(filter));
  }

  /** How many events each value of a choice would leave, most first; values of no event are left out. */
  counts(choice: Choice): Count[] {
    const { values, each } = this.facets[choice];
    const counted = new Int32Array(values.length);
    for (const row of this.without(choice)) each(row, (value) => counted[value]!++);
    return values
      .map((value, number) => ({ value, events: counted[number]! }))
      .filter((count) => count.events > 0)
      .sort((a, b) => b.events - a.events || (a.value < b.value ? -1 : 1));
  }

  /** Make some more events ready to be searched, up to `until`; true while there is more to do. */
  index(until: number): boolean {
    const last = Math.min(until, this.release.size);
    for (let row = this.haystack.length; row < last; row++) this.haystack.push(searched(this.release, row));
    return this.haystack.length < this.release.size;
  }

  get indexed(): number {
    return this.haystack.length;
  }

  private choose(choice: Choice, chosen: readonly string[]): void {
    const { values, each } = this.facets[choice];
    const wanted = Uint8Array.from(values, (value) => (chosen.includes(value) ? 1 : 0));
    this.mark(choice, (row) => {
      if (chosen.length === 0) return true;
      let found = false;
      each(row, (value) => (found ||= wanted[value] === 1));
      return found;
    });
  }

  private mark(filter: Filter, passes: (row: number) => boolean): void {
    const mask = bit(filter);
    for (let row = 0; row < this.fails.length; row++) {
      this.fails[row] = passes(row) ? this.fails[row]! & ~mask : this.fails[row]! | mask;
    }
  }

  private passing(ignored: number): Int32Array {
    const found = new Int32Array(this.fails.length);
    let size = 0;
    for (let row = 0; row < this.fails.length; row++) if ((this.fails[row]! & ~ignored) === 0) found[size++] = row;
    return found.subarray(0, size);
  }
}

function facetsOf(release: Release): Readonly<Record<Choice, Facet>> {
  const { events, articles, actors, locations, roles } = release.block;
  const coded = (column: Coded, row: (event: number) => number): Facet => ({
    values: column.values,
    each: (event, found) => {
      const code = column.codes[row(event)] ?? -1;
      if (code >= 0) found(code);
    },
  });
  const article = (event: number): number => events.article[event]!;
  const own = (event: number): number => event;
  return {
    type: coded(events.event_type, own),
    status: coded(events.status, own),
    source: coded(articles.source, article),
    language: coded(articles.language, article),
    actor: {
      values: actors.kind.codes.map((_, row) => at(actors.actor_id, row) ?? ""),
      each: (event, found) => {
        const [first, last] = [release.roles[event]!, release.roles[event + 1]!];
        for (let role = first; role < last; role++) if (firstOf(roles.actor, first, role)) found(roles.actor[role]!);
      },
    },
    place: placesOf(locations, events.location as readonly number[]),
  };
}

/** Whether a role's actor stands in no earlier role of the same event: who acts and speaks is counted once. */
function firstOf(actors: readonly (number | null)[], first: number, role: number): boolean {
  for (let other = first; other < role; other++) if (actors[other] === actors[role]) return false;
  return true;
}

/** Places by their id, and behind them the countries that they lie in. */
function placesOf(locations: Release["block"]["locations"], location: readonly number[]): Facet {
  const size = locations.feature.codes.length;
  return {
    values: [
      ...locations.feature.codes.map((_, row) => at(locations.location_id, row) ?? ""),
      ...locations.country.values.map((code) => COUNTRY + code),
    ],
    each: (event, found) => {
      const row = location[event]!;
      if (row < 0) return;
      found(row);
      const country = locations.country.codes[row] ?? -1;
      if (country >= 0) found(size + country);
    },
  };
}

/** All that free text finds an event by, folded: its words, the names of its actors and place, its headline. */
function searched(release: Release, row: number): string {
  const { events, articles, actors, locations, roles } = release.block;
  const article = events.article[row]!;
  const place = events.location[row]!;
  const parts = [
    at(events.summary, row), at(events.trigger_text, row), at(events.event_type, row), at(events.event_mode, row),
    at(articles.title, article), at(articles.source, article), at(locations.name, place),
    at(locations.name_local, place), at(locations.admin1, place),
  ];
  for (let role = release.roles[row]!; role < release.roles[row + 1]!; role++) {
    const actor = roles.actor[role]!;
    parts.push(at(roles.mention_text, role), at(actors.name, actor), at(actors.name_local, actor));
  }
  return parts.map((part) => (part === null ? "" : folded(part))).join("\n");
}

const known = new Map<string, string>();

/** Names and headlines come again and again: each is folded once. */
function folded(text: string): string {
  let found = known.get(text);
  if (found === undefined) known.set(text, (found = fold(text)));
  return found;
}
