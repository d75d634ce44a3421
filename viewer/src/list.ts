/** The events in reading order: only the rows in sight are in the page, however many there are. */

import type { App, View } from "./app";
import { framed, isolated, make } from "./dom";
import { placeName } from "./names";
import { at } from "./release";
import { days, deed } from "./tip";
import { count, term, word } from "./words";

/** Height of a row in pixels, as the style sheet has it. */
export const ROW = 74;
/** Browsers draw no element much higher than this; rows beyond it are reached by filtering. */
const HIGHEST = 15_000_000;
const SPARE = 4;

export class List implements View {
  readonly element: HTMLElement;
  private readonly title = make("h2");
  private readonly number = make("span", { class: "number", role: "status" });
  private readonly rows = make("div", { class: "rows" });
  private readonly box: HTMLElement;
  private readonly empty = make("p", { class: "empty" });
  private version = -1;
  private drawn = "";
  /** The place in the list that the keyboard is at. */
  private active = 0;
  private readonly again = framed(() => this.paint());

  constructor(private readonly app: App, private readonly open: (event: number, byKey: boolean) => void) {
    this.box = make("div", { class: "box", id: "events", tabindex: 0, role: "listbox" }, this.rows);
    this.element = make("section", { class: "panel list" }, make("header", {}, this.title, this.number), this.box,
      this.empty);
    this.box.addEventListener("scroll", () => this.again());
    new ResizeObserver(() => this.again()).observe(this.box);
    this.box.addEventListener("click", (event) => {
      const row = (event.target as Element).closest<HTMLElement>("[data-place]");
      if (row === null) return;
      this.active = Number(row.dataset["place"]);
      this.open(this.app.filters.events[this.active]!, false);
    });
    this.box.addEventListener("keydown", (event) => this.press(event));
  }

  draw(): void {
    const { filters, release, state } = this.app;
    const { tongue } = state;
    this.title.textContent = word("list", tongue);
    this.box.setAttribute("aria-label", word("list", tongue));
    const shown = filters.events.length;
    const number = shown === release.size ? count(shown, tongue)
      : `${count(shown, tongue)} ${word("of", tongue)} ${count(release.size, tongue)}`;
    if (this.number.textContent !== number) this.number.textContent = number;
    this.empty.textContent = word(release.size === 0 ? "noEvents" : "noResults", tongue);
    this.empty.hidden = shown > 0;
    this.box.hidden = shown === 0;
    if (this.version !== filters.version) {
      this.version = filters.version;
      this.rows.style.height = `${Math.min(HIGHEST, shown * ROW)}px`;
      this.active = Math.max(0, Math.min(this.active, shown - 1));
    }
    this.paint();
  }

  /** Bring an event into sight, if the filters let it through. */
  reveal(event: number): void {
    const place = this.app.filters.events.indexOf(event);
    if (place < 0) return;
    this.active = place;
    const [top, bottom] = [place * ROW, (place + 1) * ROW];
    if (top < this.box.scrollTop || bottom > this.box.scrollTop + this.box.clientHeight) {
      this.box.scrollTop = Math.max(0, top - this.box.clientHeight / 3);
    }
    this.paint();
  }

  focus(): void {
    this.box.focus();
  }

  private press(event: KeyboardEvent): void {
    const { events } = this.app.filters;
    const page = Math.max(1, Math.floor(this.box.clientHeight / ROW) - 1);
    const steps: Record<string, number> = {
      ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -events.length, End: events.length,
    };
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      if (events.length) this.open(events[this.active]!, true);
      return;
    }
    const step = steps[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.active = Math.max(0, Math.min(events.length - 1, this.active + step));
    this.reveal(events[this.active]!);
  }

  private paint(): void {
    const { filters, state } = this.app;
    const height = this.box.clientHeight;
    if (filters.events.length === 0) {
      this.rows.replaceChildren();
      this.box.removeAttribute("aria-activedescendant");
      this.drawn = "";
    }
    if (height === 0 || filters.events.length === 0) return;
    const first = Math.max(0, Math.floor(this.box.scrollTop / ROW) - SPARE);
    const last = Math.min(filters.events.length, Math.ceil((this.box.scrollTop + height) / ROW) + SPARE);
    const told = [first, last, this.version, state.event, state.tongue, this.active].join(" ");
    if (told === this.drawn) return;
    this.drawn = told;
    const rows: HTMLElement[] = [];
    for (let place = first; place < last; place++) rows.push(this.row(place));
    this.rows.replaceChildren(...rows);
    this.box.setAttribute("aria-activedescendant", `row-${this.active}`);
  }

  private row(place: number): HTMLElement {
    const { release, filters, state } = this.app;
    const { tongue } = state;
    const { events, articles } = release.block;
    const event = filters.events[place]!;
    const article = events.article[event]!;
    const where = events.location[event]!;
    const status = at(events.status, event) ?? "";
    const title = at(articles.title, article);
    const selected = state.event !== null && at(events.event_id, event) === state.event;
    const row = make("div", {
      role: "option", id: `row-${place}`, class: `row q${release.quad[event]!}${place === this.active ? " active" : ""}`,
      "aria-selected": String(selected), "aria-setsize": filters.events.length, "aria-posinset": place + 1,
      "data-place": place,
    },
      make("p", { class: "when" }, make("time", {}, days(this.app, event)),
        where >= 0 ? isolated(placeName(release, where, tongue), "where") : null,
        status === "asserted" ? null : make("em", { class: "status" }, term(status, tongue)),
        toll(this.app, event)),
      make("p", {}, deed(this.app, event)),
      make("p", { class: "title" }, isolated(title ?? at(articles.source, article) ?? word("untitled", tongue))));
    row.style.transform = `translateY(${place * ROW}px)`;
    return row;
  }
}

/** The killed and injured of an event in short, where it tells of any. */
function toll(app: App, event: number): HTMLElement | null {
  const { killed_low, injured_low } = app.release.block.events;
  const { tongue } = app.state;
  const parts = [["killed", killed_low[event]] as const, ["injured", injured_low[event]] as const].flatMap(([what, number]) =>
    number === null || number === undefined ? [] : [`${word(what, tongue)} ${count(number, tongue)}`]);
  return parts.length ? make("span", { class: "toll" }, parts.join(", ")) : null;
}
