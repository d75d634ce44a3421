/** What the user chose: one value, kept in the address so that a view can be shared. */

import { day, iso, type Span } from "./days";

export const LANES = ["type", "actor", "place"] as const;
export const THEMES = ["auto", "light", "dark"] as const;
export const TONGUES = ["en", "ar"] as const;
export type Lanes = (typeof LANES)[number];
export type Theme = (typeof THEMES)[number];
export type Tongue = (typeof TONGUES)[number];

/** The filters that hold several values; none chosen means all. */
export const CHOICES = ["type", "status", "actor", "place", "source", "language"] as const;
export type Choice = (typeof CHOICES)[number];

export interface State {
  /** The days shown on the axis, which is the filter by date; null: all of them. */
  readonly span: Span | null;
  readonly chosen: Readonly<Record<Choice, readonly string[]>>;
  readonly query: string;
  readonly confidence: number;
  readonly core: boolean;
  readonly lanes: Lanes;
  readonly event: string | null;
  readonly tongue: Tongue;
  readonly theme: Theme;
}

const NOTHING: State["chosen"] = { type: [], status: [], actor: [], place: [], source: [], language: [] };

export const START: State = {
  span: null, chosen: NOTHING, query: "", confidence: 0, core: false, lanes: "type", event: null, tongue: "en",
  theme: "auto",
};

/** The same view with no filter at all. */
export function cleared(state: State): State {
  return { ...state, span: null, chosen: NOTHING, query: "", confidence: 0, core: false };
}

export function filtered(state: State): boolean {
  return state.span !== null || state.query !== "" || state.confidence > 0 || state.core
    || CHOICES.some((choice) => state.chosen[choice].length > 0);
}

/** With a value of a choice added, or taken away where it was chosen. */
export function toggled(state: State, choice: Choice, value: string): State {
  const now = state.chosen[choice];
  const next = now.includes(value) ? now.filter((other) => other !== value) : [...now, value];
  return { ...state, chosen: { ...state.chosen, [choice]: next } };
}

/** The part of the address behind #, which says all of the state that is not as at the start. */
export function fragment(state: State, start: State = START): string {
  const told = new URLSearchParams();
  if (state.span === null) {
    if (start.span !== null) told.set("dates", "all");
  } else if (state.span !== start.span) {
    told.set("from", iso(Math.floor(state.span.from)));
    told.set("to", iso(Math.ceil(state.span.to) - 1));
  }
  for (const choice of CHOICES) for (const value of state.chosen[choice]) told.append(choice, value);
  if (state.query) told.set("q", state.query);
  if (state.confidence > 0) told.set("confidence", String(state.confidence));
  if (state.core) told.set("core", "1");
  if (state.lanes !== START.lanes) told.set("lanes", state.lanes);
  if (state.event !== null) told.set("event", state.event);
  if (state.tongue !== START.tongue) told.set("ui", state.tongue);
  if (state.theme !== START.theme) told.set("theme", state.theme);
  return told.toString();
}

/** The state that a fragment says; what it says wrongly is as at the start. */
export function parsed(text: string, start: State = START): State {
  const told = new URLSearchParams(text.replace(/^#/, ""));
  const from = day(told.get("from"));
  const to = day(told.get("to"));
  const confidence = Number(told.get("confidence") ?? 0);
  const chosen = Object.fromEntries(CHOICES.map((choice) => [choice, [...new Set(told.getAll(choice))]]));
  return {
    span: from !== null && to !== null && from <= to ? { from, to: to + 1 } : told.get("dates") === "all" ? null : start.span,
    chosen: chosen as unknown as State["chosen"],
    query: told.get("q") ?? "",
    confidence: confidence > 0 && confidence <= 1 ? confidence : 0,
    core: told.get("core") === "1",
    lanes: one(LANES, told.get("lanes")) ?? start.lanes,
    event: told.get("event"),
    tongue: one(TONGUES, told.get("ui")) ?? start.tongue,
    theme: one(THEMES, told.get("theme")) ?? start.theme,
  };
}

function one<T extends string>(known: readonly T[], value: string | null): T | null {
  return known.find((name) => name === value) ?? null;
}
