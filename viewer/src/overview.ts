/** All days at once, and the part of them that is shown, which can be dragged, stretched and drawn anew. */

import type { App, View } from "./app";
import { LEAST, moved, type Span } from "./days";
import { make, Surface } from "./dom";
import { QUADS } from "./release";
import { word } from "./words";

const EDGE = 7;

export class Overview implements View {
  readonly element: HTMLElement;
  private readonly canvas = make("canvas", { "aria-hidden": "true" });
  private readonly surface: Surface;
  private counted: { version: number; width: number; counts: Uint32Array; most: number } | null = null;

  constructor(private readonly app: App, private readonly bounds: Span) {
    this.element = make("div", { class: "overview" }, this.canvas);
    this.surface = new Surface(this.canvas, () => this.draw());
    this.canvas.addEventListener("pointerdown", (event) => this.drag(event));
    this.canvas.addEventListener("pointermove", (event) => this.point(event));
  }

  draw(): void {
    const { surface, bounds } = this;
    const { colours, state } = this.app;
    surface.fit();
    if (surface.width === 0) return;
    const { counts, most } = this.count();
    const context = surface.clear();
    const high = surface.height - 2;
    for (let bin = 0; bin * QUADS.length < counts.length; bin++) {
      let y = surface.height;
      for (let quad = 0; quad < QUADS.length; quad++) {
        const events = counts[bin * QUADS.length + quad]!;
        if (events === 0) continue;
        const part = Math.max(1, (events / most) * high);
        context.fillStyle = colours.quads[quad]!;
        context.fillRect(bin * 2, y - part, 2, part);
        y -= part;
      }
    }
    const shown = state.span ?? bounds;
    const [left, right] = [this.x(shown.from), this.x(shown.to)];
    context.fillStyle = colours.ground;
    context.globalAlpha = 0.72;
    context.fillRect(0, 0, left, surface.height);
    context.fillRect(right, 0, surface.width - right, surface.height);
    context.globalAlpha = 1;
    context.strokeStyle = colours.accent;
    context.lineWidth = 1.5;
    context.strokeRect(left + 0.75, 0.75, Math.max(2, right - left - 1.5), surface.height - 1.5);
    this.canvas.title = word("overviewHelp", state.tongue);
  }

  /** Events by pixel pair and quad class, counted anew only where the filters or the width changed. */
  private count(): { counts: Uint32Array; most: number } {
    const { filters, release } = this.app;
    const width = Math.ceil(this.surface.width / 2);
    if (this.counted !== null && this.counted.version === filters.version && this.counted.width === width) {
      return this.counted;
    }
    const counts = new Uint32Array(width * QUADS.length);
    const totals = new Uint32Array(width);
    let most = 1;
    for (const row of filters.without("span")) {
      const bin = Math.min(width - 1, Math.floor(this.x(release.start[row]!) / 2));
      counts[bin * QUADS.length + release.quad[row]!]!++;
      most = Math.max(most, ++totals[bin]!);
    }
    this.counted = { version: filters.version, width, counts, most };
    return this.counted;
  }

  private x(day: number): number {
    return ((day - this.bounds.from) / (this.bounds.to - this.bounds.from)) * this.surface.width;
  }

  private dayAt(x: number): number {
    const share = Math.min(1, Math.max(0, x / this.surface.width));
    return this.bounds.from + share * (this.bounds.to - this.bounds.from);
  }

  /** What the pointer is over: an edge of the part shown, its middle, or the rest. */
  private part(x: number): "from" | "to" | "middle" | "rest" {
    const { span } = this.app.state;
    if (span === null) return "rest";
    const [left, right] = [this.x(span.from), this.x(span.to)];
    if (Math.abs(x - left) < EDGE) return "from";
    if (Math.abs(x - right) < EDGE) return "to";
    return x > left && x < right ? "middle" : "rest";
  }

  private point(event: PointerEvent): void {
    this.canvas.style.cursor = { from: "ew-resize", to: "ew-resize", middle: "grab", rest: "crosshair" }[this.part(event.offsetX)];
  }

  private drag(down: PointerEvent): void {
    const start = this.app.state.span ?? this.bounds;
    const part = this.part(down.offsetX);
    const first = this.dayAt(down.offsetX);
    this.canvas.setPointerCapture(down.pointerId);
    const move = (event: PointerEvent): void => {
      const now = this.dayAt(event.offsetX);
      if (part === "middle") return this.show(moved(start, now - first, this.bounds));
      const fixed = part === "from" ? start.to : part === "to" ? start.from : first;
      const [from, to] = [Math.min(fixed, now), Math.max(fixed, now)];
      this.show({ from, to: Math.max(to, from + LEAST / 2) });
    };
    const up = (): void => {
      this.canvas.removeEventListener("pointermove", move);
      this.canvas.removeEventListener("pointerup", up);
      this.canvas.removeEventListener("pointercancel", up);
    };
    this.canvas.addEventListener("pointermove", move);
    this.canvas.addEventListener("pointerup", up);
    this.canvas.addEventListener("pointercancel", up);
  }

  private show(span: Span): void {
    this.app.set({ ...this.app.state, span });
  }
}
