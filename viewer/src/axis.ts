/** The time axis: an overview of all days, a ruler, and lanes with the events of the days shown. */

import { select } from "d3-selection";
import { zoom, zoomIdentity, type D3ZoomEvent } from "d3-zoom";
import type { App, View } from "./app";
import { gather, members, pixels, type Bins } from "./bins";
import { LEAST, moved, whole, zoomed, type Span } from "./days";
import { framed, isolated, make, Surface, wheeled } from "./dom";
import { layout, type Layout } from "./lanes";
import { Overview } from "./overview";
import { PAD, Plot } from "./plot";
import { at, QUADS } from "./release";
import { LANES, toggled, type Lanes } from "./state";
import { headline, Tip } from "./tip";
import { count, dated, term, word } from "./words";

const LANE = { least: 38, most: 92 };

export class Axis implements View {
  readonly element: HTMLElement;
  private readonly bounds: Span;
  private readonly overview: Overview;
  private readonly ruler = make("canvas", { class: "ruler", "aria-hidden": "true" });
  private readonly canvas = make("canvas", { class: "lanes", "aria-hidden": "true" });
  private readonly labels = make("div", { class: "labels" });
  private readonly choice = make("div", { class: "choice", role: "group" });
  private readonly buttons = make("div", { class: "buttons" });
  private readonly key = make("p", { class: "key" });
  private readonly title = make("h2");
  private readonly field: HTMLElement;
  private readonly help = make("p", { class: "hidden", id: "axis-help" });
  private readonly surface: Surface;
  private readonly rule: Surface;
  private readonly zoom = zoom<HTMLCanvasElement, unknown>();
  /** Height of a lane: lanes share the room there is, and scroll where it is too little. */
  private lane = LANE.least;
  private shown: Layout | null = null;
  private told = "";
  private bins: Bins | null = null;

  constructor(private readonly app: App, private readonly tip: Tip) {
    this.bounds = whole(app.release.extent);
    this.overview = new Overview(app, this.bounds);
    this.field = make("div", { class: "field", tabindex: 0, role: "group", "aria-describedby": "axis-help" },
      this.labels, this.canvas);
    this.element = make("section", { class: "panel axis" },
      make("header", {}, this.title, this.choice, this.buttons), this.overview.element,
      make("div", { class: "scale" }, this.ruler), this.field, this.key, this.help);
    this.surface = new Surface(this.canvas, () => this.paint());
    this.rule = new Surface(this.ruler, () => this.paint());
    // The note below the lanes takes room of theirs as it grows.
    new ResizeObserver(framed(() => this.paint())).observe(this.field);
    this.listen();
  }

  get span(): Span {
    return this.app.state.span ?? this.bounds;
  }

  draw(): void {
    const { state, filters } = this.app;
    const told = `${filters.version} ${state.lanes} ${state.tongue}`;
    if (told !== this.told) {
      this.shown = layout(this.app);
      this.told = told;
      this.label();
    }
    this.head();
    this.paint();
    this.overview.draw();
  }

  /** Show other days; all of them where they are as many as there are. */
  private show(span: Span): void {
    const all = span.to - span.from >= this.bounds.to - this.bounds.from - 1e-6;
    this.app.set({ ...this.app.state, span: all ? null : span });
  }

  private step(factor: number): void {
    const { from, to } = this.span;
    this.show(zoomed(this.span, factor, (from + to) / 2, this.bounds));
  }

  private listen(): void {
    this.zoom
      .filter((event: Event) => {
        if (event instanceof WheelEvent) return event.ctrlKey || event.metaKey || !scrolls(this.field);
        // One finger scrolls the page; two move the axis.
        if ("touches" in event) return (event as TouchEvent).touches.length > 1;
        return !(event as MouseEvent).button;
      })
      .wheelDelta(wheeled)
      .on("zoom", (event: D3ZoomEvent<HTMLCanvasElement, unknown>) => {
        if (!event.sourceEvent) return;
        const { k, x } = event.transform;
        const wide = this.bounds.to - this.bounds.from;
        const from = this.bounds.from - (x / k / this.surface.width) * wide;
        this.tip.hide();
        this.show({ from, to: from + wide / k });
      });
    select(this.canvas).call(this.zoom).on("dblclick.zoom", null);
    this.canvas.addEventListener("click", (event) => this.pick(event));
    this.canvas.addEventListener("pointermove", (event) => this.hover(event));
    this.canvas.addEventListener("pointerleave", () => this.tip.hide());
    this.field.addEventListener("keydown", (event) => this.press(event));
  }

  private press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const wide = this.span.to - this.span.from;
    const acts: Record<string, () => void> = {
      ArrowLeft: () => this.show(moved(this.span, -wide / 8, this.bounds)),
      ArrowRight: () => this.show(moved(this.span, wide / 8, this.bounds)),
      "+": () => this.step(0.5), "=": () => this.step(0.5), "-": () => this.step(2), "0": () => this.show(this.bounds),
    };
    const act = acts[event.key];
    if (act === undefined || event.target !== this.field) return;
    event.preventDefault();
    act();
  }

  /** The lane and bin under the pointer, with the events that it is over: one of the dots, or all of a bar. */
  private under(event: MouseEvent): { events: number[]; bin: number; lane: number } | null {
    const { shown, bins } = this;
    if (shown === null || bins === null) return null;
    const { start, quad } = this.app.release;
    const lane = Math.floor(event.offsetY / this.lane);
    const perDay = pixels(this.span, this.surface.width);
    const bin = Math.floor((this.span.from + event.offsetX / perDay - bins.first) / bins.days);
    if (lane < 0 || lane >= shown.lanes.length || bin < 0 || bin >= bins.size) return null;
    const events = members(shown, bins, start, quad, lane, bin);
    if (bins.dot === null) return { events, bin, lane };
    const rows = Math.floor((this.lane - 2 * PAD) / bins.dot);
    const left = (bins.first + bin * bins.days - this.span.from) * perDay;
    const across = Math.floor((event.offsetX - left) / bins.dot);
    const up = Math.floor(((lane + 1) * this.lane - PAD - event.offsetY) / bins.dot);
    const one = up >= 0 && up < rows ? events[across * rows + up] : undefined;
    return { events: one === undefined ? [] : [one], bin, lane };
  }

  private pick(event: MouseEvent): void {
    const found = this.under(event);
    if (found === null || found.events.length === 0 || this.bins === null) return;
    const only = found.events.length === 1 ? found.events[0] : undefined;
    if (only !== undefined) {
      this.app.set({ ...this.app.state, event: at(this.app.release.block.events.event_id, only) });
      return;
    }
    const from = this.bins.first + found.bin * this.bins.days;
    const room = Math.max(this.bins.days, LEAST * 1.5);
    this.show(moved({ from: from - room, to: from + this.bins.days + room }, 0, this.bounds));
  }

  private hover(event: PointerEvent): void {
    const found = event.buttons ? null : this.under(event);
    this.canvas.classList.toggle("over", found !== null && found.events.length > 0);
    if (found === null || found.events.length === 0 || this.bins === null) return this.tip.hide();
    const { release, state } = this.app;
    const first = this.bins.first + found.bin * this.bins.days;
    const last = first + this.bins.days - 1;
    const when = dated(first, state.tongue) + (last > first ? ` – ${dated(last, state.tongue)}` : "");
    const only = found.events.length === 1 ? found.events[0] : undefined;
    if (only !== undefined) return this.tip.show(event, headline(this.app, only));
    const counts = QUADS.map((name, quad) => ({
      name, quad, events: found.events.filter((row) => release.quad[row] === quad).length,
    })).filter((item) => item.events > 0);
    this.tip.show(event, [
      make("strong", {}, when),
      ...counts.map((item) => make("span", { class: `swatch q${item.quad}` },
        `${term(item.name, state.tongue)}: ${count(item.events, state.tongue)}`)),
    ]);
  }

  private head(): void {
    const { state } = this.app;
    this.title.textContent = word("timeline", state.tongue);
    this.help.textContent = word("axisHelp", state.tongue);
    this.field.setAttribute("aria-label", word("timeline", state.tongue));
    this.canvas.title = "";
    const said = `${state.tongue} ${state.lanes}`;
    if (this.choice.dataset["said"] === said) return;
    this.choice.dataset["said"] = said;
    this.choice.setAttribute("aria-label", word("lanes", state.tongue));
    const focus = this.choice.contains(document.activeElement);
    this.choice.replaceChildren(...LANES.map((lanes: Lanes) => {
      const button = make("button", { type: "button", "aria-pressed": String(state.lanes === lanes) },
        word(lanes, state.tongue));
      button.addEventListener("click", () => this.app.set({ ...this.app.state, lanes }));
      return button;
    }));
    if (focus) this.choice.querySelector<HTMLElement>("[aria-pressed=true]")?.focus();
    this.buttons.replaceChildren(
      this.button("−", "zoomOut", () => this.step(2)), this.button("+", "zoomIn", () => this.step(0.5)),
      this.button("⟷", "wholeRange", () => this.show(this.bounds)),
    );
  }

  private button(sign: string, meaning: "zoomIn" | "zoomOut" | "wholeRange", act: () => void): HTMLButtonElement {
    const told = word(meaning, this.app.state.tongue);
    const button = make("button", { type: "button", title: told, "aria-label": told }, sign);
    button.addEventListener("click", act);
    return button;
  }

  private label(): void {
    const { shown, app } = this;
    if (shown === null) return;
    this.labels.replaceChildren(...shown.lanes.map((lane) => {
      const { value } = lane;
      const number = make("small", {}, count(lane.events, app.state.tongue));
      const button = make("button", {
        type: "button", class: `lane${lane.quad === null ? "" : ` swatch q${lane.quad}`}`, title: lane.label,
        "aria-pressed": String(app.state.chosen[shown.choice].includes(value)),
      }, isolated(lane.label), number);
      button.addEventListener("click", () => app.set(toggled(app.state, shown.choice, value)));
      return button;
    }));
  }

  private arrange(): void {
    const lanes = Math.max(1, this.shown?.lanes.length ?? 1);
    this.lane = Math.max(LANE.least, Math.min(LANE.most, Math.floor((this.field.clientHeight - 1) / lanes)));
    this.field.style.setProperty("--lane", `${this.lane}px`);
    this.canvas.style.height = `${lanes * this.lane}px`;
    this.surface.fit();
  }

  private paint(): void {
    const { shown, surface, span } = this;
    this.arrange();
    this.rule.fit();
    if (shown === null || surface.width === 0) return;
    const wide = this.bounds.to - this.bounds.from;
    this.zoom.scaleExtent([1, Math.max(1, wide / LEAST)])
      .extent([[0, 0], [surface.width, surface.height]])
      .translateExtent([[0, -Infinity], [surface.width, Infinity]]);
    const k = wide / (span.to - span.from);
    const x = (-(span.from - this.bounds.from) / wide) * surface.width * k;
    select(this.canvas).property("__zoom", zoomIdentity.translate(x, 0).scale(k));
    const { start, quad } = this.app.release;
    this.bins = gather(shown, start, quad, span, surface.width, this.lane - 2 * PAD);
    const plot = new Plot(this.app, span, surface.width, this.lane);
    const context = surface.clear();
    plot.grid(context, surface.height);
    if (this.bins.dot === null) plot.bars(context, shown.lanes.length, this.bins);
    else plot.dots(context, shown, this.bins, this.bins.dot);
    plot.mark(context, surface.height);
    plot.ticks(this.rule.clear(), this.rule.height);
    this.say(this.bins);
  }

  private say(bins: Bins): void {
    const { tongue } = this.app.state;
    const { lanes, all } = this.shown!;
    const parts = lanes.length < all ? [word("strongest", tongue, lanes.length) + count(all, tongue)] : [];
    parts.push(bins.days === 1 ? word("day", tongue) : word("bin", tongue, bins.days));
    if (bins.dot === null) parts.push(word("top", tongue, bins.most));
    else parts.push(word("hollow", tongue));
    const { filters, state } = this.app;
    const outside = state.span === null ? 0 : filters.without("span").length - filters.events.length;
    if (outside) parts.push(word("outside", tongue, outside));
    this.key.textContent = parts.join(" · ");
  }
}

function scrolls(element: HTMLElement): boolean {
  return element.scrollHeight > element.clientHeight + 1;
}
