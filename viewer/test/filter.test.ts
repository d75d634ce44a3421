import { describe, expect, it } from "vitest";
import { gather } from "../src/bins";
import { COUNTRY, Filters } from "../src/filter";
import { open, type Block, type Coded } from "../src/release";
import { START, toggled, type State } from "../src/state";

function coded(texts: readonly (string | null)[]): Coded {
  const values = [...new Set(texts.filter((text) => text !== null))];
  return { values, codes: texts.map((text) => (text === null ? -1 : values.indexOf(text))) };
}

const none = coded([null, null, null]);
const zero = [0, 0, 0];
const block: Block = {
  release: { title: "Three events", version: null, description: null, created: null, coder: null, licenses: [], sources: [] },
  types: {}, countries: { SYR: { en: "Syria", ar: "سوريا" } },
  articles: {
    document_id: coded(["1", "2"]), source: coded(["al-seyassah", "bbc"]), title: coded(["قسد تعلن هزيمة داعش", "Talks"]), language: coded(["ar", "en"]),
    section: none, byline: none, agencies: none, published_basis: none, issue_basis: none, url: none, text_sha256: none, published_on: zero, issue_on: zero,
  },
  actors: {
    actor_id: coded(["o:islamic-state", "o:sdf"]), name: coded(["Islamic State", "Syrian Democratic Forces"]),
    name_local: coded(["تنظيم داعش", "قوات سوريا الديمقراطية"]), kind: coded(["armed group", "armed group"]), country: coded([null, "SYR"]), sector: coded(["REB", "REB"]),
  },
  locations: {
    location_id: coded(["tl:baghuz", "c:SYR"]), name: coded(["Baghuz", "Syria"]), name_local: coded(["الباغوز", "سوريا"]), feature: coded(["village", "country"]),
    country: coded(["SYR", "SYR"]), admin1: coded([null, null]), latitude: [34.4, 35], longitude: [40.9, 38],
  },
  events: {
    event_id: coded(["e1", "e2", "e3"]), event_type: coded(["ASSAULT", "CONSULT", "ASSAULT"]), event_mode: none,
    quad_class: coded(["material_conflict", "verbal_cooperation", "material_conflict"]), date_precision: none, date_basis: none, location_basis: none,
    status: coded(["asserted", "planned", "denied"]), trigger_text: coded(["هزموا", "meet", "قصف"]), summary: coded(["a", "b", "c"]),
    date_start: [10, 20, 30], date_end: [10, 25, 30], geo_precision: zero, killed_low: zero, killed_high: zero, injured_low: zero, injured_high: zero,
    captured_low: zero, captured_high: zero, trigger_start: zero, trigger_end: zero, sentence_start: zero, sentence_end: zero,
    confidence: [0.9, 0.4, null], article: [0, 1, 0], location: [0, -1, 1], core: [true, true, false],
  },
  roles: {
    role: coded(["actor", "recipient", "actor", "speaker"]), country: coded([null, null, null, null]), sector: coded([null, null, null, null]),
    mention_text: coded(["قسد", "داعش", "SDF", "SDF"]), mention_start: [0, 0, 0, 0], mention_end: [0, 0, 0, 0], event: [0, 0, 1, 1], actor: [1, 0, 1, 1],
  },
  evidence: { field: coded([]), text: coded([]), start: [], end: [], event: [] },
  contexts: { context: coded([]), event: [] },
  sentences: null,
};

function shown(state: State): number[] {
  const filters = new Filters(open(block));
  filters.apply(state);
  return [...filters.events];
}

describe("events pass", () => {
  it("all where nothing is chosen", () => expect(shown(START)).toEqual([0, 1, 2]));
  it("by the days that they touch", () => expect(shown({ ...START, span: { from: 24, to: 29 } })).toEqual([1]));
  it("by type and status together", () => expect(shown(toggled(toggled(START, "type", "ASSAULT"), "status", "denied"))).toEqual([2]));
  it("by an actor in any role", () => expect(shown(toggled(START, "actor", "o:sdf"))).toEqual([0, 1]));
  it("by a place, or by the country that it lies in", () => {
    expect(shown(toggled(START, "place", "tl:baghuz"))).toEqual([0]);
    expect(shown(toggled(START, "place", `${COUNTRY}SYR`))).toEqual([0, 2]);
  });
  it("by words in Arabic or English, of names, headline and text", () => {
    expect(shown({ ...START, query: "الديمقراطيه" })).toEqual([0, 1]);
    expect(shown({ ...START, query: "baghuz هزيمة" })).toEqual([0]);
    expect(shown({ ...START, query: "nothing" })).toEqual([]);
  });
  it("by the confidence that they have", () => expect(shown({ ...START, confidence: 0.5 })).toEqual([0]));
  it("by being what the article is about", () => expect(shown({ ...START, core: true })).toEqual([0, 1]));
  it("by source and language", () => expect(shown(toggled(toggled(START, "source", "bbc"), "language", "en"))).toEqual([1]));
});

describe("numbers beside the choices", () => {
  it("are of the events that the other filters leave, each event once", () => {
    const filters = new Filters(open(block));
    filters.apply(toggled(START, "actor", "o:sdf"));
    expect(filters.counts("actor")).toEqual([{ value: "o:sdf", events: 2 }, { value: "o:islamic-state", events: 1 }]);
    expect(filters.counts("status")).toEqual([{ value: "asserted", events: 1 }, { value: "planned", events: 1 }]);
  });
});

describe("a change of one filter", () => {
  it("gives what filtering anew gives", () => {
    const filters = new Filters(open(block));
    const steps: State[] = [START, toggled(START, "type", "ASSAULT"), { ...START, query: "sdf" }, { ...START, span: { from: 0, to: 15 } }, START];
    for (const state of steps) {
      filters.apply(state);
      expect([...filters.events]).toEqual(shown(state));
    }
  });
});

describe("bins of days", () => {
  const layout = { choice: "type" as const, lanes: [{ label: "", value: "", quad: null, events: 3 }], all: 1, events: Int32Array.of(0, 1, 2), lane: Uint8Array.of(0, 0, 0) };
  it("hold every event in sight once, as dots where they fit and as bars where not", () => {
    const release = open(block);
    const wide = gather(layout, release.start, release.quad, { from: 0, to: 40 }, 800, 38);
    expect([wide.days, wide.most, wide.dot !== null]).toEqual([1, 1, true]);
    expect(wide.counts.reduce((sum, number) => sum + number, 0)).toBe(3);
    const dense = gather(layout, release.start, release.quad, { from: -5000, to: 5000 }, 100, 5);
    expect(dense.dot).toBeNull();
    expect(dense.counts.reduce((sum, number) => sum + number, 0)).toBe(3);
  });
});
