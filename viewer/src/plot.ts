/** What is drawn of some days on the time axis: the ruler, and the events of lanes as dots or bars. */

import { scaleUtc } from "d3-scale";
import type { App } from "./app";
import { pixels, type Bins } from "./bins";
import { DAY, type Span } from "./days";
import type { Layout } from "./lanes";
import { at, QUADS } from "./release";
import { dated } from "./words";

/** The room above and below what stands in a lane, in pixels. */
export const PAD = 4;

export class Plot {
  constructor(
    private readonly app: App, private readonly span: Span, private readonly width: number, private readonly lane: number,
  ) {}

  private get scale(): ReturnType<typeof scaleUtc<number, number>> {
    const { from, to } = this.span;
    return scaleUtc<number, number>().domain([from * DAY, to * DAY]).range([0, this.width]);
  }

  grid(context: CanvasRenderingContext2D, height: number): void {
    const { colours } = this.app;
    context.strokeStyle = colours.line;
    context.lineWidth = 1;
    context.beginPath();
    const scale = this.scale;
    for (const tick of this.marks) {
      const x = Math.round(scale(tick)) + 0.5;
      context.moveTo(x, 0);
      context.lineTo(x, height);
    }
    for (let y = this.lane; y <= height; y += this.lane) {
      context.moveTo(0, y - 0.5);
      context.lineTo(this.width, y - 0.5);
    }
    context.stroke();
  }

  /** The days marked on the ruler, as many as there is room for; days are never parted, and evenly apart within months. */
  private get marks(): Date[] {
    const room = Math.max(1, Math.floor(this.width / 90));
    const days = this.span.to - this.span.from;
    const step = [1, 2, 5, 10].find((every) => days / every <= room);
    if (step === undefined) return this.scale.ticks(room);
    const first = Math.ceil(this.span.from / step) * step;
    return Array.from({ length: Math.floor((this.span.to - first) / step) + 1 }, (_, index) => new Date((first + index * step) * DAY));
  }

  ticks(context: CanvasRenderingContext2D, height: number): void {
    const { colours, state } = this.app;
    const scale = this.scale;
    const ticks = this.marks;
    const step = ticks.length > 1 ? (Number(ticks[1]) - Number(ticks[0])) / DAY : this.span.to - this.span.from;
    context.font = "12px system-ui, sans-serif";
    context.textBaseline = "middle";
    context.textAlign = "left";
    context.direction = state.tongue === "ar" ? "rtl" : "ltr";
    let free = -Infinity;
    let year = NaN;
    for (const tick of ticks) {
      const x = scale(tick);
      const now = tick.getUTCFullYear();
      const form = step > 300 ? "year" : step > 26 ? "month" : now === year ? "short" : "day";
      const text = dated(Number(tick) / DAY, state.tongue, form);
      const wide = context.measureText(text).width;
      if (x < 0 || x + 4 < free || x + 4 + wide > this.width) continue;
      context.fillStyle = colours.faint;
      context.fillText(text, x + 4, height / 2);
      context.fillStyle = colours.line;
      context.fillRect(Math.round(x), 2, 1, height - 2);
      free = x + wide + 8;
      year = now;
    }
  }

  bars(context: CanvasRenderingContext2D, lanes: number, bins: Bins): void {
    const { colours } = this.app;
    const perDay = pixels(this.span, this.width);
    const wide = Math.max(1, bins.days * perDay - 1);
    for (let lane = 0; lane < lanes; lane++) {
      for (let bin = 0; bin < bins.size; bin++) {
        const x = (bins.first + bin * bins.days - this.span.from) * perDay;
        let y = (lane + 1) * this.lane - PAD + 1;
        for (let quad = 0; quad < QUADS.length; quad++) {
          const events = bins.counts[(lane * bins.size + bin) * QUADS.length + quad]!;
          if (events === 0) continue;
          const high = Math.max(1.5, (events / bins.most) * (this.lane - 2 * PAD));
          context.fillStyle = colours.quads[quad]!;
          context.fillRect(x, y - high, wide, high);
          y -= high;
        }
      }
    }
  }

  dots(context: CanvasRenderingContext2D, shown: Layout, bins: Bins, dot: number): void {
    const { release, colours, state } = this.app;
    const { status, event_id } = release.block.events;
    const perDay = pixels(this.span, this.width);
    const rows = Math.floor((this.lane - 2 * PAD) / dot);
    const cells = new Map<number, number[]>();
    for (let index = 0; index < shown.events.length; index++) {
      const row = shown.events[index]!;
      const bin = Math.floor((release.start[row]! - bins.first) / bins.days);
      if (bin < 0 || bin >= bins.size) continue;
      const cell = shown.lane[index]! * bins.size + bin;
      const there = cells.get(cell);
      if (there === undefined) cells.set(cell, [row]);
      else there.push(row);
    }
    const radius = dot / 2 - 1;
    for (const [cell, there] of cells) {
      there.sort((a, b) => release.quad[a]! - release.quad[b]! || a - b);
      const left = (bins.first + (cell % bins.size) * bins.days - this.span.from) * perDay;
      const bottom = (Math.floor(cell / bins.size) + 1) * this.lane - PAD;
      there.forEach((row, place) => {
        const x = left + (Math.floor(place / rows) + 0.5) * dot;
        const y = bottom - ((place % rows) + 0.5) * dot;
        const colour = colours.quads[release.quad[row]!]!;
        context.strokeStyle = context.fillStyle = colour;
        if (release.end[row]! > release.start[row]!) {
          context.globalAlpha = 0.4;
          context.fillRect(x, y - 1, (release.end[row]! - release.start[row]!) * perDay, 2);
          context.globalAlpha = 1;
        }
        context.beginPath();
        context.arc(x, y, Math.max(1, radius), 0, 2 * Math.PI);
        if (at(status, row) === "asserted") context.fill();
        else {
          context.fillStyle = colours.ground;
          context.fill();
          context.lineWidth = Math.min(2, radius / 2);
          context.stroke();
        }
        if (state.event !== null && at(event_id, row) === state.event) {
          context.strokeStyle = colours.accent;
          context.lineWidth = 2;
          context.beginPath();
          context.arc(x, y, radius + 2, 0, 2 * Math.PI);
          context.stroke();
        }
      });
    }
  }

  /** The day of the event that is open. */
  mark(context: CanvasRenderingContext2D, height: number): void {
    const { release, state, colours } = this.app;
    const row = state.event === null ? undefined : release.rows.get(state.event);
    if (row === undefined) return;
    const perDay = pixels(this.span, this.width);
    context.globalAlpha = 0.12;
    context.fillStyle = colours.accent;
    const days = Math.max(1, release.end[row]! + 1 - release.start[row]!);
    context.fillRect((release.start[row]! - this.span.from) * perDay, 0, Math.max(3, days * perDay), height);
    context.globalAlpha = 1;
  }
}
