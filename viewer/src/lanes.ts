/** The lanes of the time axis: which there are, and which events stand in each. */

import type { App } from "./app";
import { actorName, placeName } from "./names";
import { at, QUADS, type Release } from "./release";
import type { Choice, Lanes } from "./state";
import { term } from "./words";

/** Of actors and places the strongest get a lane: the rest would be a lane of everything, and say nothing. */
export const SHOWN = 20;

export interface Lane {
  readonly label: string;
  /** What the lane filters by when its label is chosen. */
  readonly value: string;
  readonly quad: number | null;
  readonly events: number;
}

/** Lanes, and events (in reading order) with the lane that each stands in; an event may stand in several. */
export interface Layout {
  readonly choice: Choice;
  readonly lanes: readonly Lane[];
  /** How many lanes there would be if none were left out. */
  readonly all: number;
  readonly events: Int32Array;
  readonly lane: Uint8Array;
}

/** The lanes of all events that pass the filters, whatever days are shown: they stay as the axis moves. */
export function layout(app: App): Layout {
  const events = app.filters.without("span");
  return app.state.lanes === "type" ? byType(app, events) : byRow(app, events, app.state.lanes);
}

function byType(app: App, events: Int32Array): Layout {
  const { release, state } = app;
  const { values, codes } = release.block.events.event_type;
  const order = Object.keys(release.block.types);
  const counted = new Int32Array(values.length);
  for (const row of events) counted[codes[row]!]!++;
  const quadOf = (value: string): number => QUADS.indexOf(release.block.types[value]?.quad ?? QUADS[0]);
  const shown = values
    .map((value, code) => ({ value, code }))
    .filter(({ code }) => counted[code]! > 0)
    .sort((a, b) => quadOf(a.value) - quadOf(b.value) || order.indexOf(a.value) - order.indexOf(b.value));
  const lanes = shown.map(({ value, code }) => ({
    label: term(value, state.tongue), value, quad: quadOf(value), events: counted[code]!,
  }));
  const laneOf = new Uint8Array(values.length);
  shown.forEach(({ code }, lane) => (laneOf[code] = lane));
  return { choice: "type", lanes, all: lanes.length, events, lane: Uint8Array.from(events, (row) => laneOf[codes[row]!]!) };
}

function byRow(app: App, events: Int32Array, lanes: Exclude<Lanes, "type">): Layout {
  const { release, state } = app;
  const keys = lanes === "actor" ? parties : place;
  const counted = new Map<number, number>();
  for (const row of events) keys(release, row, (key) => counted.set(key, (counted.get(key) ?? 0) + 1));
  const ranked = [...counted].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const laneOf = new Map(ranked.slice(0, SHOWN).map(([key], lane) => [key, lane]));
  const { actors, locations } = release.block;
  const shown: Lane[] = ranked.slice(0, SHOWN).map(([key, number]) => ({
    label: lanes === "actor" ? actorName(release, key, state.tongue) : placeName(release, key, state.tongue),
    value: at(lanes === "actor" ? actors.actor_id : locations.location_id, key) ?? "",
    quad: null, events: number,
  }));
  const rows: number[] = [];
  const lane: number[] = [];
  for (const row of events) {
    keys(release, row, (key) => {
      const its = laneOf.get(key);
      if (its === undefined) return;
      rows.push(row);
      lane.push(its);
    });
  }
  return { choice: lanes, lanes: shown, all: ranked.length, events: Int32Array.from(rows), lane: Uint8Array.from(lane) };
}

/** The actors and recipients of an event, each once. */
function parties(release: Release, event: number, found: (actor: number) => void): void {
  const { role, actor } = release.block.roles;
  const speaker = role.values.indexOf("speaker");
  const [first, last] = [release.roles[event]!, release.roles[event + 1]!];
  for (let row = first; row < last; row++) {
    if (role.codes[row] === speaker) continue;
    let again = false;
    for (let other = first; other < row; other++) {
      again ||= actor[other] === actor[row] && role.codes[other] !== speaker;
    }
    if (!again) found(actor[row]!);
  }
}

function place(release: Release, event: number, found: (place: number) => void): void {
  const row = release.block.events.location[event]!;
  if (row >= 0) found(row);
}
