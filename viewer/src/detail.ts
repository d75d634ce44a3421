/** One event with all that the release says of it: who, whom, where, when, according to whom, and by which words. */

import type { App, View } from "./app";
import { isolated, make } from "./dom";
import { countryName, placeName, roleName, rolesOf } from "./names";
import { at } from "./release";
import { toggled } from "./state";
import { marked, type Mark } from "./spans";
import { direction, plain } from "./text";
import { days } from "./tip";
import { count, dated, term, word, type Word } from "./words";

const TOLLS = ["killed", "injured", "captured"] as const;

export class Detail implements View {
  readonly element: HTMLElement;
  private told = "";

  constructor(private readonly app: App, private readonly leave: () => void, private readonly step: (by: number) => void) {
    this.element = make("aside", { class: "detail panel", role: "dialog", "aria-labelledby": "deed", hidden: true });
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.leave();
    });
  }

  draw(): void {
    const { state, release, filters } = this.app;
    const event = state.event === null ? undefined : release.rows.get(state.event);
    this.element.hidden = event === undefined;
    const told = `${event} ${state.tongue} ${filters.version}`;
    if (event === undefined || told === this.told) return;
    const focus = this.element.contains(document.activeElement) ? document.activeElement?.getAttribute("data-act") : null;
    const scroll = this.told.split(" ")[0] === String(event) ? this.element.scrollTop : 0;
    this.told = told;
    this.element.replaceChildren(this.bar(event), ...this.content(event));
    this.element.scrollTop = scroll;
    if (focus) this.element.querySelector<HTMLElement>(`[data-act=${focus}]`)?.focus();
  }

  focus(): void {
    this.element.querySelector<HTMLElement>("[data-act=close]")?.focus();
  }

  private bar(event: number): HTMLElement {
    const { filters, state } = this.app;
    const place = filters.events.indexOf(event);
    const button = (act: string, sign: string, meaning: Word, run: () => void, off = false): HTMLElement => {
      const told = word(meaning, state.tongue);
      const made = make("button", { type: "button", "data-act": act, title: told, "aria-label": told, disabled: off }, sign);
      made.addEventListener("click", run);
      return made;
    };
    return make("header", {},
      make("span", { class: "number" }, place < 0 ? "" : `${count(place + 1, state.tongue)} ${word("of", state.tongue)} ${count(filters.events.length, state.tongue)}`),
      make("div", { class: "buttons" },
        button("previous", "↑", "previous", () => this.step(-1), place <= 0),
        button("next", "↓", "next", () => this.step(1), place < 0 || place + 1 >= filters.events.length),
        button("close", "×", "close", this.leave)));
  }

  private content(event: number): Node[] {
    const { release, state } = this.app;
    const { events, articles, sentences } = release.block;
    const { tongue } = state;
    const type = at(events.event_type, event) ?? "";
    const known = release.block.types[type];
    const mode = at(events.event_mode, event);
    const status = at(events.status, event) ?? "";
    const sentence = sentences === null ? null : at(sentences, event);
    const article = events.article[event]!;
    return [
      make("h2", { id: "deed" }, make("span", { class: `swatch q${release.quad[event]!}`, title: known?.told }, term(type, tongue)),
        mode === null ? null : make("span", { class: "mode", title: known?.modes[mode] }, term(mode, tongue)),
        make("em", { class: `status ${status}` }, term(status, tongue))),
      make("p", { class: "told", lang: "en" }, isolated(at(events.summary, event) ?? "")),
      ...(sentence === null ? [] : [
        make("h3", {}, word("sentence", tongue)),
        this.sentence(event, sentence, at(articles.language, article)),
      ]),
      make("dl", {}, ...this.fields(event)),
      make("h3", {}, word("evidence", tongue)), this.evidence(event),
      make("h3", {}, word("article", tongue)), ...this.article(article),
      make("p", { class: "id" }, make("code", { dir: "ltr" }, at(events.event_id, event) ?? "")),
    ];
  }

  private fields(event: number): Node[] {
    const { release, state } = this.app;
    const { events, contexts } = release.block;
    const { tongue } = state;
    const rows: Node[] = [];
    const row = (name: Word, ...value: (Node | string)[]): void => {
      rows.push(make("dt", {}, word(name, tongue)), make("dd", {}, ...value));
    };
    for (const role of ["actor", "recipient", "speaker"] as const) {
      const there = rolesOf(release, event, role);
      if (there.length) row(role, make("ul", {}, ...there.map((part) => this.party(part))));
    }
    const precision = at(events.date_precision, event) ?? "";
    const told = precision === "unknown" ? word("unsure", tongue) : term(precision, tongue);
    row("date", `${days(this.app, event)} `, make("small", {}, `${told}; ${term(at(events.date_basis, event) ?? "", tongue)}`));
    const where = events.location[event]!;
    if (where >= 0) row("location", ...this.place(where, at(events.location_basis, event)));
    for (const what of TOLLS) {
      const [low, high] = [events[`${what}_low`][event], events[`${what}_high`][event]];
      if (low === null && high === null) continue;
      const number = (value: number | null | undefined): string => (value === null || value === undefined ? "?" : count(value, tongue));
      row(what, low === high ? number(low) : `${number(low)}–${number(high)}`);
    }
    const [first, last] = [release.contexts[event]!, release.contexts[event + 1]!];
    const named: string[] = [];
    for (let context = first; context < last; context++) named.push(term(at(contexts.context, context) ?? "", tongue));
    if (named.length) row("contexts", named.join(", "));
    const sure = events.confidence[event];
    if (sure !== null && sure !== undefined) {
      row("asRead", make("meter", { min: 0, max: 1, value: sure, "aria-label": word("asRead", tongue) }), ` ${sure.toFixed(2)}`);
    }
    row("about", word(events.core[event] ? "subject" : "background", tongue));
    return rows;
  }

  /** An actor in its role: its name, what it is, and what the article calls it. */
  private party(row: number): HTMLElement {
    const { release, state } = this.app;
    const { roles, actors } = release.block;
    const { tongue } = state;
    const actor = roles.actor[row]!;
    const id = at(actors.actor_id, actor) ?? "";
    const country = at(roles.country, row);
    const sector = at(roles.sector, row);
    const name = make("button", { type: "button", class: "link", "data-act": `actor-${row}`, "aria-pressed": String(state.chosen.actor.includes(id)) },
      isolated(roleName(release, row, tongue)));
    name.addEventListener("click", () => this.app.set(toggled(this.app.state, "actor", id)));
    const what = [country === null ? null : countryName(release, country, tongue), sector === null ? null : term(sector, tongue)];
    return make("li", {}, name, " ", make("small", {}, what.filter(Boolean).join(", ")), " ",
      isolated(`«${at(roles.mention_text, row) ?? ""}»`, "mention"));
  }

  private place(where: number, basis: string | null): (Node | string)[] {
    const { release, state } = this.app;
    const { locations } = release.block;
    const { tongue } = state;
    const id = at(locations.location_id, where) ?? "";
    const name = make("button", { type: "button", class: "link", "data-act": "place", "aria-pressed": String(state.chosen.place.includes(id)) },
      isolated(placeName(release, where, tongue)));
    name.addEventListener("click", () => this.app.set(toggled(this.app.state, "place", id)));
    const country = at(locations.country, where);
    const feature = at(locations.feature, where) ?? "";
    const parts = [
      term(feature, tongue), feature === "country" ? null : at(locations.admin1, where),
      country === null || feature === "country" ? null : countryName(release, country, tongue),
      basis === null ? null : term(basis, tongue),
    ].filter((part): part is string => part !== null);
    return [name, " ", make("small", {}, ...parts.flatMap((part, index) => [...(index ? [", "] : []), isolated(part)]))];
  }

  /** What the words that an event rests on are, with their place in the article. */
  private evidence(event: number): HTMLElement {
    const { release, state } = this.app;
    const { events, evidence } = release.block;
    const { tongue } = state;
    const line = (field: string, text: string, start: number, end: number): HTMLElement => make("tr", {},
      make("th", { scope: "row" }, term(field, tongue)), make("td", {}, isolated(text)),
      make("td", { class: "where", dir: "ltr" }, `${start}–${end}`));
    const rows = [line("trigger", at(events.trigger_text, event) ?? "", events.trigger_start[event]!, events.trigger_end[event]!)];
    for (let row = release.evidence[event]!; row < release.evidence[event + 1]!; row++) {
      rows.push(line(at(evidence.field, row) ?? "", at(evidence.text, row) ?? "", evidence.start[row]!, evidence.end[row]!));
    }
    const head = (["field", "words", "characters"] as const).map((name) => make("th", { scope: "col" }, word(name, tongue)));
    return make("table", {}, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows));
  }

  private sentence(event: number, text: string, language: string | null): HTMLElement {
    const { release, state } = this.app;
    const { events, roles, evidence } = release.block;
    const from = events.sentence_start[event]!;
    const marks: Mark[] = [{ start: events.trigger_start[event]! - from, end: events.trigger_end[event]! - from, kind: "trigger" }];
    for (let row = release.roles[event]!; row < release.roles[event + 1]!; row++) {
      marks.push({ start: roles.mention_start[row]! - from, end: roles.mention_end[row]! - from, kind: at(roles.role, row) ?? "" });
    }
    for (let row = release.evidence[event]!; row < release.evidence[event + 1]!; row++) {
      const kind = at(evidence.field, row) ?? "";
      if (kind !== "mode") marks.push({ start: evidence.start[row]! - from, end: evidence.end[row]! - from, kind });
    }
    const quote = make("blockquote", { dir: direction(text), lang: language });
    for (const piece of marked(text, marks)) {
      const words = plain(piece.text);
      if (piece.kinds.length === 0) quote.append(words);
      else {
        const told = piece.kinds.map((kind) => term(kind, state.tongue)).join(", ");
        quote.append(make("mark", { class: piece.kinds.map((kind) => `m-${kind}`).join(" "), title: told }, words,
          ...(piece.ends.length ? [make("sub", { lang: state.tongue }, isolated(piece.ends.map((kind) => term(kind, state.tongue)).join(", ")))] : [])));
      }
    }
    return quote;
  }

  private article(row: number): Node[] {
    const { articles } = this.app.release.block;
    const { tongue } = this.app.state;
    const url = at(articles.url, row);
    const link = url !== null && /^https?:\/\//i.test(url);
    const told = [at(articles.source, row), at(articles.section, row), at(articles.byline, row), at(articles.agencies, row)]
      .filter((part): part is string => part !== null);
    return [
      make("p", { class: "title" }, isolated(at(articles.title, row) ?? word("untitled", tongue))),
      make("p", {}, ...told.flatMap((part, index) => [...(index ? [" · "] : []), isolated(part)]),
        ` · ${word("published", tongue)} ${dated(articles.published_on[row]!, tongue, "weekday")}`),
      make("p", {}, make("small", {}, isolated(at(articles.document_id, row) ?? ""))),
      link && make("p", {}, make("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, word("open", tongue))),
    ].filter((node): node is HTMLParagraphElement => node !== false);
  }
}
