/** The filters: dates, free text, choices with the number of events each would leave, and names to be found. */

import type { App, View } from "./app";
import { iso, day, LEAST } from "./days";
import { isolated, make } from "./dom";
import { Finder } from "./finder";
import { QUADS } from "./release";
import { cleared, filtered, toggled } from "./state";
import { count, term, word, type Word } from "./words";

/** Choices that are shown as boxes to tick; all others are found by name. */
const TICKED = ["type", "status", "language", "source"] as const;
type Ticked = (typeof TICKED)[number];

export class Controls implements View {
  readonly element: HTMLElement;
  private readonly title = make("h2");
  private readonly clear = make("button", { type: "button", class: "clear" });
  private readonly query = make("input", { type: "search", id: "query", autocomplete: "off", spellcheck: "false" });
  private readonly from = make("input", { type: "date", id: "from" });
  private readonly to = make("input", { type: "date", id: "to" });
  private readonly confidence = make("input", { type: "range", id: "confidence", min: 0, max: 1, step: 0.05 });
  private readonly sure = make("output", { for: "confidence" });
  private readonly core = make("input", { type: "checkbox", id: "core" });
  private readonly labels = new Map<Word, HTMLElement>();
  private readonly groups: Readonly<Record<Ticked, HTMLElement>>;
  private readonly finders: readonly Finder[];
  private told = "";

  constructor(private readonly app: App) {
    this.groups = { type: this.group("type"), status: this.group("status"), language: this.group("language"), source: this.group("source") };
    this.finders = [new Finder(app, "actor"), new Finder(app, "place")];
    const field = (name: Word, input: HTMLElement, ...more: HTMLElement[]): HTMLElement =>
      make("p", { class: "control" }, this.label(name, make("label", { for: input.id })), input, ...more);
    this.element = make("section", { class: "panel filters", id: "filters" },
      make("header", {}, this.title, this.clear),
      make("form", {},
        field("searchShort", this.query),
        make("div", { class: "pair" }, field("from", this.from), field("to", this.to)),
        ...this.finders.map((finder) => finder.element),
        this.groups.type, this.groups.status, this.groups.language, this.groups.source,
        field("confidence", this.confidence, this.sure),
        make("p", { class: "tick" }, this.core, this.label("core", make("label", { for: "core" }))),
      ));
    this.listen();
  }

  draw(): void {
    const { state, filters, release } = this.app;
    const { tongue } = state;
    const told = `${filters.version} ${tongue}`;
    if (told === this.told) return;
    this.told = told;
    this.title.textContent = word("filters", tongue);
    for (const [name, label] of this.labels) label.textContent = word(name, tongue);
    this.query.placeholder = word("search", tongue);
    this.clear.textContent = word("clear", tongue);
    this.clear.hidden = !filtered(state);
    if (document.activeElement !== this.query) this.query.value = state.query;
    const [first, last] = release.extent;
    const shown = (input: HTMLInputElement, value: number): void => {
      if (document.activeElement !== input) input.value = iso(value);
    };
    shown(this.from, Math.floor(state.span?.from ?? first));
    shown(this.to, state.span === null ? last : Math.ceil(state.span.to) - 1);
    this.confidence.value = String(state.confidence);
    this.sure.textContent = state.confidence.toFixed(2);
    this.core.checked = state.core;
    for (const choice of TICKED) this.ticks(choice);
    for (const finder of this.finders) finder.draw();
  }

  private label(name: Word, element: HTMLElement): HTMLElement {
    this.labels.set(name, element);
    return element;
  }

  private group(choice: Ticked): HTMLElement {
    const group = make("fieldset", { class: "ticks", "data-choice": choice }, this.label(choice, make("legend")), make("div"));
    group.addEventListener("change", (event) => {
      const { value } = event.target as HTMLInputElement;
      this.app.set(toggled(this.app.state, choice, value));
    });
    return group;
  }

  /** The values of a choice with their numbers; those chosen are there even where no event is left. */
  private ticks(choice: Ticked): void {
    const { filters, state, release } = this.app;
    const box = this.groups[choice].lastElementChild!;
    const counts = filters.counts(choice);
    const values = [...counts.map((item) => item.value)];
    for (const value of state.chosen[choice]) if (!values.includes(value)) values.push(value);
    const types = Object.keys(release.block.types);
    const quad = (value: string): number => QUADS.indexOf(release.block.types[value]?.quad ?? QUADS[0]);
    if (choice === "type") values.sort((a, b) => quad(a) - quad(b) || types.indexOf(a) - types.indexOf(b));
    this.groups[choice].hidden = values.length < 2 && state.chosen[choice].length === 0;
    const focus = box.contains(document.activeElement) ? (document.activeElement as HTMLInputElement).value : null;
    const numbers = new Map(counts.map((item) => [item.value, item.events]));
    box.replaceChildren(...values.map((value) => {
      const input = make("input", { type: "checkbox", value, checked: state.chosen[choice].includes(value) });
      const name = choice === "source" ? isolated(value) : term(value, state.tongue);
      return make("label", {}, input,
        make("span", { class: choice === "type" ? `swatch q${quad(value)}` : null }, name),
        make("small", {}, count(numbers.get(value) ?? 0, state.tongue)));
    }));
    if (focus !== null) [...box.querySelectorAll("input")].find((input) => input.value === focus)?.focus();
  }

  private listen(): void {
    const { app } = this;
    this.element.querySelector("form")!.addEventListener("submit", (event) => event.preventDefault());
    this.clear.addEventListener("click", () => {
      this.query.value = "";
      app.set(cleared(app.state));
      this.query.focus();
    });
    this.query.addEventListener("input", () => app.set({ ...app.state, query: this.query.value.trim() }));
    this.confidence.addEventListener("input", () => app.set({ ...app.state, confidence: Number(this.confidence.value) }));
    this.core.addEventListener("change", () => app.set({ ...app.state, core: this.core.checked }));
    const dates = (): void => {
      const [first, last] = app.release.extent;
      const [from, to] = [day(this.from.value) ?? first, day(this.to.value) ?? last];
      if (from > to) return;
      const all = from <= first && to >= last;
      app.set({ ...app.state, span: all ? null : { from, to: Math.max(to + 1, from + LEAST / 2) } });
    };
    this.from.addEventListener("change", dates);
    this.to.addEventListener("change", dates);
  }
}

