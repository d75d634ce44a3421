/** The page: unpacks its data, builds the views, and shows one state in all of them. */

import { Axis } from "./axis";
import { Controls } from "./controls";
import { bulk } from "./days";
import { Detail } from "./detail";
import { framed, isolated, make, palette, type Palette } from "./dom";
import { Filters } from "./filter";
import { List } from "./list";
import { WorldMap, type Outlines } from "./map";
import { at, open, QUADS, unpack, type Block, type Release } from "./release";
import { fragment, parsed, START, THEMES, type State } from "./state";
import { plain } from "./text";
import { Tip } from "./tip";
import { counted, dated, term, word } from "./words";

class Page {
  readonly filters: Filters;
  state: State;
  colours: Palette;
  /** What is shown where the address says nothing. */
  private readonly first: State;
  private readonly tip = new Tip();
  private readonly axis: Axis;
  private readonly map: WorldMap;
  private readonly list: List;
  private readonly detail: Detail;
  private readonly controls: Controls;
  private readonly head = make("header", { class: "page" });
  private readonly drawer = make("button", { type: "button", class: "drawer", "aria-controls": "filters", "aria-expanded": "false" });
  private readonly skip = make("a", { class: "skip", href: "#events" });
  private readonly foot = make("footer", { class: "page", tabindex: 0 });
  private readonly live = make("p", { class: "hidden", role: "status" });
  private said = "";
  private opener: HTMLElement | null = null;
  private readonly again = framed(() => this.show());

  constructor(readonly release: Release, outlines: Outlines, private readonly root: HTMLElement) {
    this.filters = new Filters(release);
    this.first = { ...START, span: bulk(release.start) };
    this.state = parsed(location.hash, this.first);
    this.colours = palette();
    this.axis = new Axis(this, this.tip);
    this.map = new WorldMap(this, outlines, this.tip);
    this.list = new List(this, (event, byKey) => this.openEvent(event, byKey));
    this.detail = new Detail(this, () => this.close(), (by) => this.step(by));
    this.controls = new Controls(this);
    root.replaceChildren(this.skip, this.head,
      make("main", {}, this.drawer, this.controls.element, this.axis.element, this.map.element, this.list.element, this.detail.element),
      this.foot, this.tip.element, this.live);
    this.listen();
    this.show();
    this.reveal();
    this.prepare();
  }

  set(next: State): void {
    const opened = next.event !== this.state.event;
    this.state = next;
    this.again();
    if (opened) this.reveal();
  }

  /** Make the events ready to be searched while nothing else is to be done. */
  private prepare(): void {
    const rest = (callback: () => void): void => {
      if ("requestIdleCallback" in window) requestIdleCallback(callback, { timeout: 2000 });
      else setTimeout(callback, 50);
    };
    if (this.filters.index(this.filters.indexed + 1000)) rest(() => this.prepare());
  }

  private listen(): void {
    addEventListener("hashchange", () => {
      if (location.hash.replace(/^#/, "") !== fragment(this.state, this.first)) this.set(parsed(location.hash, this.first));
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.recolour());
    this.drawer.addEventListener("click", () => {
      const shown = this.root.classList.toggle("filtering");
      this.drawer.setAttribute("aria-expanded", String(shown));
    });
    this.skip.addEventListener("click", (event) => {
      event.preventDefault();
      this.list.focus();
    });
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return;
      if (event.key === "Escape" && this.state.event !== null) this.close();
      else if (event.key === "n") this.step(1);
      else if (event.key === "p") this.step(-1);
      else if (event.key === "/") {
        event.preventDefault();
        document.getElementById("query")?.focus();
      }
    });
  }

  private show(): void {
    const { state } = this;
    this.filters.apply(state);
    const root = document.documentElement;
    root.lang = state.tongue;
    root.dir = state.tongue === "ar" ? "rtl" : "ltr";
    if (root.dataset["theme"] !== state.theme) {
      root.dataset["theme"] = state.theme;
      this.colours = palette();
    }
    this.root.classList.toggle("reading", state.event !== null && this.release.rows.has(state.event));
    this.frame();
    for (const view of [this.controls, this.axis, this.map, this.list, this.detail]) view.draw();
    const told = fragment(state, this.first);
    if (location.hash.replace(/^#/, "") !== told) {
      history.replaceState(null, "", told ? `#${told}` : `${location.pathname}${location.search}`);
    }
  }

  private recolour(): void {
    this.colours = palette();
    this.again();
  }

  private openEvent(event: number, byKey: boolean): void {
    this.opener = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    this.set({ ...this.state, event: at(this.release.block.events.event_id, event) });
    if (byKey) requestAnimationFrame(() => requestAnimationFrame(() => this.detail.focus()));
  }

  private close(): void {
    const inside = this.detail.element.contains(document.activeElement);
    this.set({ ...this.state, event: null });
    if (inside) (this.opener ?? this.list).focus();
  }

  /** Go to the event before or after the one that is open, in reading order. */
  private step(by: number): void {
    const { events } = this.filters;
    const now = this.state.event === null ? -1 : events.indexOf(this.release.rows.get(this.state.event) ?? -1);
    const next = events[now < 0 ? 0 : now + by];
    if (next !== undefined) this.set({ ...this.state, event: at(this.release.block.events.event_id, next) });
  }

  private reveal(): void {
    const row = this.state.event === null ? undefined : this.release.rows.get(this.state.event);
    if (row !== undefined) requestAnimationFrame(() => requestAnimationFrame(() => this.list.reveal(row)));
  }

  /** What stands around the views: title, numbers, languages, colours, credits. */
  private frame(): void {
    const { state, release } = this;
    const { tongue } = state;
    const told = `${tongue} ${state.theme}`;
    if (told === this.said) return;
    const focus = this.head.contains(document.activeElement) ? document.activeElement?.id : null;
    this.said = told;
    const info = release.block.release;
    const articles = release.block.articles.published_on.length;
    const size = counted(release.size, "event", "events", tongue);
    const [first, last] = release.extent;
    const when = release.size === 0 ? "" : ` · ${dated(first, tongue)} – ${dated(last, tongue)}`;
    const share = make("button", { type: "button", id: "share" }, word("share", tongue));
    share.addEventListener("click", () => void this.share());
    const other = make("button", { type: "button", id: "tongue", lang: tongue === "ar" ? "en" : "ar" }, word("other", tongue));
    other.addEventListener("click", () => this.set({ ...this.state, tongue: tongue === "ar" ? "en" : "ar" }));
    const theme = make("select", { id: "theme", "aria-label": word("theme", tongue) },
      ...THEMES.map((name) => make("option", { value: name, selected: state.theme === name }, `${word("theme", tongue)}: ${word(name, tongue)}`)));
    theme.addEventListener("change", () => this.set({ ...this.state, theme: THEMES.find((name) => name === theme.value) ?? START.theme }));
    this.head.replaceChildren(
      make("div", {}, make("h1", {}, isolated(info.title)),
        make("p", {}, `${size} · ${counted(articles, "oneArticle", "articles", tongue)}${when}`)),
      make("ul", { class: "legend" }, ...QUADS.map((quad, index) => make("li", { class: `swatch q${index}` }, term(quad, tongue)))),
      make("div", { class: "tools" }, share, other, theme));
    if (focus) document.getElementById(focus)?.focus();
    this.drawer.textContent = word("filters", tongue);
    this.skip.textContent = word("jump", tongue);
    this.foot.replaceChildren(
      ...[info.description, [info.version, info.coder, info.licenses.join(", ")].filter(Boolean).join(" · "), `${word("data", tongue)}: ${info.sources.join("; ")}`]
        .filter((text): text is string => Boolean(text)).map((text) => make("p", { lang: "en" }, isolated(text))),
      make("p", {}, word("boundaries", tongue)));
    document.title = plain(info.title);
  }

  private async share(): Promise<void> {
    const { tongue } = this.state;
    let told = word("shared", tongue);
    try {
      await navigator.clipboard.writeText(location.href);
    } catch {
      told = word("unshared", tongue);
    }
    this.live.textContent = told;
    const button = document.getElementById("share")!;
    button.textContent = told;
    setTimeout(() => {
      button.textContent = word("share", this.state.tongue);
      this.live.textContent = "";
    }, 2500);
  }
}

async function start(): Promise<void> {
  const root = document.getElementById("app")!;
  const part = (id: string): string => {
    const element = document.getElementById(id)!;
    const text = element.textContent ?? "";
    element.remove();
    return text;
  };
  if (!("DecompressionStream" in window)) {
    root.replaceChildren(make("p", { class: "boot" }, word("needed", "en")));
    return;
  }
  const [block, outlines] = await Promise.all([unpack<Block>(part("release")), unpack<Outlines>(part("outlines"))]);
  new Page(open(block), outlines, root);
  requestAnimationFrame(() => {
    performance.mark("drawn");
    document.documentElement.dataset["ready"] = "yes";
  });
}

void start();
