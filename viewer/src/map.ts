/** The map: outlines of countries and the places of the events shown, as circles whose area is the number of events. */

import { geoArea, geoMercator, geoPath } from "d3-geo";
import { select } from "d3-selection";
import { zoom, zoomIdentity, zoomTransform, type D3ZoomEvent } from "d3-zoom";
import type { Feature, Polygon } from "geojson";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import type { App, View } from "./app";
import { clusters, overlap, type Box, type Circle, type Spot } from "./clusters";
import { framed, isolated, make, Surface, wheeled } from "./dom";
import { countryName, placeName } from "./names";
import { at, QUADS } from "./release";
import { toggled } from "./state";
import { direction } from "./text";
import type { Tip } from "./tip";
import { count, term, word } from "./words";

export type Outlines = Topology<{ countries: GeometryCollection }>;

/** The width of the world at zoom 1, in pixels. */
const WORLD = 1000;
const CLOSEST = 400;
/** The part of the world that can be shown: from the north of Greenland to the south of Chile. */
const [NORTH, SOUTH] = [110, 740];
/** Mercator grows without end towards the poles, where no news is. */
const POLAR = 78;

/** The share of events whose places are in sight at first; a few far ones would make all others small. */
const MIDDLE = 0.94;

interface Country {
  readonly code: string;
  readonly shape: Feature;
  readonly box: Box;
  readonly x: number;
  readonly y: number;
}

export class WorldMap implements View {
  readonly element: HTMLElement;
  private readonly canvas = make("canvas", { "aria-hidden": "true" });
  private readonly field: HTMLElement;
  private readonly title = make("h2");
  private readonly buttons = make("div", { class: "buttons" });
  private readonly note = make("p", { class: "key" });
  private readonly empty = make("p", { class: "empty" });
  private readonly help = make("p", { class: "hidden", id: "map-help" });
  private readonly surface: Surface;
  private readonly zoom = zoom<HTMLCanvasElement, unknown>();
  private readonly projection = geoMercator().scale(WORLD / (2 * Math.PI)).translate([WORLD / 2, WORLD / 2]);
  /** The same projection, of which only a part is drawn. */
  private readonly cut = geoMercator().scale(WORLD / (2 * Math.PI)).translate([WORLD / 2, WORLD / 2]);
  private readonly land: Path2D;
  private readonly borders: Path2D;
  private readonly countries: readonly Country[];
  private readonly places: readonly ([number, number] | null)[];
  private circles: Circle[] = [];
  private counted: { version: number; spots: Spot[] } = { version: -1, spots: [] };
  private fitted = false;
  private touched = false;
  private said = "";
  private readonly again = framed(() => this.paint());

  constructor(private readonly app: App, outlines: Outlines, private readonly tip: Tip) {
    const path = geoPath(this.projection);
    const shapes = feature(outlines, outlines.objects.countries).features;
    this.land = new Path2D(path({ type: "FeatureCollection", features: shapes }) ?? "");
    this.borders = new Path2D(path(mesh(outlines, outlines.objects.countries, (a, b) => a !== b)) ?? "");
    this.countries = shapes.map(mainland).flatMap((shape) => {
      const [x, y] = path.centroid(shape);
      const [[left, top], [right, bottom]] = path.bounds(shape);
      return typeof shape.id === "string" && Number.isFinite(x) ? [{ code: shape.id, shape, box: { left, top, right, bottom }, x, y }] : [];
    });
    const { latitude, longitude } = app.release.block.locations;
    this.places = latitude.map((north, row) => {
      const east = longitude[row];
      if (north === null || east === null || east === undefined) return null;
      return this.projection([east, Math.max(-POLAR, Math.min(POLAR, north))]);
    });
    this.field = make("div", { class: "field", tabindex: 0, role: "group", "aria-describedby": "map-help" },
      this.canvas, this.empty);
    this.element = make("section", { class: "panel map" }, make("header", {}, this.title, this.buttons), this.field,
      this.note, this.help);
    this.surface = new Surface(this.canvas, () => this.paint());
    this.listen();
  }

  draw(): void {
    const { tongue } = this.app.state;
    if (this.said !== tongue) {
      this.said = tongue;
      this.title.textContent = word("map", tongue);
      this.help.textContent = word("mapHelp", tongue);
      this.empty.textContent = word("noPlaces", tongue);
      this.field.setAttribute("aria-label", word("map", tongue));
      this.buttons.replaceChildren(
        this.button("−", "zoomOut", () => this.by(0.5)), this.button("+", "zoomIn", () => this.by(2)),
        this.button("⤢", "fit", () => this.fit()),
      );
    }
    const before = this.app.state.span;
    const spots = this.spots();
    if (!this.fitted || (!this.touched && before === null)) this.fit();
    this.empty.hidden = spots.length > 0 || this.app.release.size === 0;
    this.paint();
  }

  private listen(): void {
    this.zoom
      .filter((event: Event) => ("touches" in event ? (event as TouchEvent).touches.length > 1 : !(event as MouseEvent).button))
      .wheelDelta(wheeled)
      .on("zoom", (event: D3ZoomEvent<HTMLCanvasElement, unknown>) => {
        if (event.sourceEvent) this.touched = true;
        this.tip.hide();
        this.again();
      });
    select(this.canvas).call(this.zoom).on("dblclick.zoom", null);
    this.canvas.addEventListener("pointermove", (event) => this.hover(event));
    this.canvas.addEventListener("pointerleave", () => this.tip.hide());
    this.canvas.addEventListener("click", (event) => {
      const circle = this.under(event);
      if (circle === null) return;
      if (circle.places.length > 1) return this.fit(circle.places);
      const id = at(this.app.release.block.locations.location_id, circle.place);
      // Who chose a place in this view means to go on in it.
      this.touched = true;
      if (id !== null) this.app.set(toggled(this.app.state, "place", id));
    });
    this.field.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const move = (x: number, y: number) => () => {
        this.touched = true;
        select(this.canvas).call(this.zoom.translateBy, x / this.now.k, y / this.now.k);
      };
      const acts: Record<string, () => void> = {
        ArrowLeft: move(60, 0), ArrowRight: move(-60, 0), ArrowUp: move(0, 60), ArrowDown: move(0, -60),
        "+": () => this.by(2), "=": () => this.by(2), "-": () => this.by(0.5), "0": () => this.fit(),
      };
      const act = acts[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    });
  }

  private get now(): ReturnType<typeof zoomTransform> {
    return zoomTransform(this.canvas);
  }

  private by(factor: number): void {
    this.touched = true;
    select(this.canvas).call(this.zoom.scaleBy, factor);
  }

  /** Show the places that most events are at, of all or of those given, with room around them. */
  private fit(places: readonly number[] | null = null): void {
    this.surface.fit();
    const { width, height } = this.surface;
    if (width === 0 || height === 0) return;
    this.fitted = true;
    this.touched = places !== null;
    const least = Math.max(width / WORLD, height / (SOUTH - NORTH));
    this.zoom.scaleExtent([least, CLOSEST]).extent([[0, 0], [width, height]]).translateExtent([[0, NORTH], [WORLD, SOUTH]]);
    const spots = this.spots().filter((spot) => places === null || places.includes(spot.place));
    const [left, right] = middle(spots.map((spot) => [spot.x, spot.events])) ?? [60, WORLD - 60];
    const [top, bottom] = middle(spots.map((spot) => [spot.y, spot.events])) ?? [230, 640];
    const room = 60;
    const k = Math.min((width - 2 * room) / Math.max(right - left, 8), (height - 2 * room) / Math.max(bottom - top, 8));
    const scale = Math.max(least, Math.min(CLOSEST, k));
    const transform = zoomIdentity.translate(width / 2, height / 2).scale(scale)
      .translate(-(left + right) / 2, -(top + bottom) / 2);
    select(this.canvas).call(this.zoom.transform, transform);
  }

  /** The places of the events shown, with their numbers, in the map's own measure. */
  private spots(): Spot[] {
    const { filters, release } = this.app;
    if (this.counted.version === filters.version) return this.counted.spots;
    const { location } = release.block.events;
    const counts = new Map<number, number[]>();
    for (const row of filters.events) {
      const place = location[row]!;
      if (place < 0 || this.places[place] === null) continue;
      let there = counts.get(place);
      if (there === undefined) counts.set(place, (there = QUADS.map(() => 0)));
      there[release.quad[row]!]!++;
    }
    const feature = release.block.locations.feature;
    const spots = [...counts].map(([place, quads]) => {
      const [x, y] = this.places[place]!;
      const events = quads.reduce((sum, number) => sum + number, 0);
      return { place, x, y, counts: quads, events, vague: at(feature, place) === "country" };
    });
    this.counted = { version: filters.version, spots };
    return spots;
  }

  private paint(): void {
    this.surface.fit();
    const { width, height } = this.surface;
    if (width === 0) return;
    if (!this.fitted) return this.fit();
    const { colours, state } = this.app;
    const { k, x, y } = this.now;
    const context = this.surface.clear();
    context.save();
    context.translate(x, y);
    context.scale(k, k);
    context.fillStyle = colours.land;
    context.fill(this.land);
    context.lineWidth = 0.8 / k;
    context.strokeStyle = colours.border;
    context.stroke(this.borders);
    context.restore();
    const near = this.spots()
      .map((spot) => ({ ...spot, x: spot.x * k + x, y: spot.y * k + y }))
      .filter((spot) => spot.x > -50 && spot.y > -50 && spot.x < width + 50 && spot.y < height + 50);
    this.circles = clusters(near);
    for (const circle of [...this.circles].reverse()) this.circle(context, circle);
    this.names(context, k, x, y);
    const parts = [word("dashed", state.tongue), word("boundaries", state.tongue)];
    const without = this.app.filters.events.length - this.spots().reduce((sum, spot) => sum + spot.events, 0);
    if (without) parts.unshift(`${count(without, state.tongue)} ${word("unplaced", state.tongue)}`);
    this.note.textContent = parts.join(" · ");
  }

  /** A circle, parted by quad class; dashed and light where it stands for somewhere in a country. */
  private circle(context: CanvasRenderingContext2D, circle: Circle): void {
    const { colours, state, release } = this.app;
    let angle = -Math.PI / 2;
    circle.counts.forEach((events, quad) => {
      if (events === 0) return;
      const next = angle + (2 * Math.PI * events) / circle.events;
      context.beginPath();
      context.moveTo(circle.x, circle.y);
      context.arc(circle.x, circle.y, circle.radius, angle, next);
      context.closePath();
      context.globalAlpha = circle.vague ? 0.35 : 0.85;
      context.fillStyle = colours.quads[quad]!;
      context.fill();
      angle = next;
    });
    context.globalAlpha = 1;
    context.beginPath();
    context.arc(circle.x, circle.y, circle.radius, 0, 2 * Math.PI);
    const ids = release.block.locations.location_id;
    const chosen = circle.places.some((place) => state.chosen.place.includes(at(ids, place) ?? ""));
    context.strokeStyle = chosen ? colours.accent : circle.vague ? colours.ink : colours.ground;
    context.lineWidth = chosen ? 3 : 1;
    context.setLineDash(circle.vague ? [3, 3] : []);
    context.stroke();
    context.setLineDash([]);
  }

  /** Names of the strongest places and of countries with room for it; none covers a circle or another name. */
  private names(context: CanvasRenderingContext2D, k: number, x: number, y: number): void {
    const { release, state, colours } = this.app;
    const { width, height } = this.surface;
    const taken: Box[] = this.circles.map(({ x: left, y: top, radius }) => ({
      left: left - radius, top: top - radius, right: left + radius, bottom: top + radius,
    }));
    context.textBaseline = "middle";
    context.textAlign = "left";
    context.lineJoin = "round";
    const written = new Set<string>();
    const write = (text: string, left: number, middle: number, room: number, colour: string): boolean => {
      const wide = context.measureText(text).width;
      const box = { left: left - 2, top: middle - 8, right: left + wide + 2, bottom: middle + 8 };
      if (wide > room || box.left < 0 || box.right > width || box.top < 0 || box.bottom > height) return false;
      if (written.has(text) || taken.some((other) => overlap(box, other))) return false;
      written.add(text);
      taken.push(box);
      context.direction = direction(text);
      context.textAlign = "left";
      context.strokeStyle = colours.ground;
      context.lineWidth = 3;
      context.strokeText(text, left, middle);
      context.fillStyle = colour;
      context.fillText(text, left, middle);
      return true;
    };
    context.font = "600 13px system-ui, sans-serif";
    for (const circle of this.circles.slice(0, 60)) {
      const text = this.called(circle);
      const wide = context.measureText(text).width;
      const gap = circle.radius + 5;
      const tries: [number, number][] = [
        [circle.x + gap, circle.y], [circle.x - gap - wide, circle.y],
        [circle.x - wide / 2, circle.y + gap + 6], [circle.x - wide / 2, circle.y - gap - 6],
      ];
      tries.some(([left, middle]) => write(text, left, middle, Infinity, colours.ink));
    }
    context.font = "12px system-ui, sans-serif";
    for (const country of this.countries) {
      const text = countryName(release, country.code, state.tongue);
      const wide = context.measureText(text).width;
      const shown = this.part(country, { left: -x / k, top: -y / k, right: (width - x) / k, bottom: (height - y) / k });
      if (shown !== null) write(text, shown.x * k + x - wide / 2, shown.y * k + y, shown.wide * k * 0.9, colours.faint);
    }
  }

  /** Where the name of a country belongs: in the middle of what is in sight of it, null where nothing is. */
  private part(country: Country, view: Box): { x: number; y: number; wide: number } | null {
    const { box, shape } = country;
    if (!overlap(box, view)) return null;
    const inside = box.left >= view.left && box.right <= view.right && box.top >= view.top && box.bottom <= view.bottom;
    if (inside) return { x: country.x, y: country.y, wide: box.right - box.left };
    this.cut.clipExtent([[view.left, view.top], [view.right, view.bottom]]);
    const path = geoPath(this.cut);
    const [x, y] = path.centroid(shape);
    const [[left], [right]] = path.bounds(shape);
    return Number.isFinite(x) ? { x, y, wide: right - left } : null;
  }

  /** A circle by its strongest place and how many more, or by the country where most of a country's events are in it. */
  private called(circle: Circle): string {
    const { release, state } = this.app;
    const { country } = release.block.locations;
    const name = placeName(release, circle.place, state.tongue);
    if (circle.places.length === 1) return name;
    const code = at(country, circle.place);
    const [here, there] = [new Set(circle.places), this.spots().filter((spot) => at(country, spot.place) === code)];
    const sum = (spots: readonly Spot[]): number => spots.reduce((total, spot) => total + spot.events, 0);
    const inside = sum(there.filter((spot) => here.has(spot.place)));
    const named = code !== null && inside > 0.8 * circle.events && inside > 0.6 * sum(there);
    return named ? countryName(release, code, state.tongue) : `${name} +${circle.places.length - 1}`;
  }

  private under(event: MouseEvent): Circle | null {
    const { offsetX: x, offsetY: y } = event;
    return this.circles.find((circle) => (circle.x - x) ** 2 + (circle.y - y) ** 2 <= Math.max(8, circle.radius) ** 2) ?? null;
  }

  private hover(event: PointerEvent): void {
    const circle = event.buttons ? null : this.under(event);
    this.canvas.classList.toggle("over", circle !== null);
    if (circle === null) return this.tip.hide();
    const { release, state } = this.app;
    const named = circle.places.slice(0, 5).flatMap((place, index) => [...(index ? [", "] : []), isolated(placeName(release, place, state.tongue))]);
    const rest = circle.places.length - 5;
    this.tip.show(event, [
      make("strong", {}, ...named, rest > 0 ? ` +${rest}` : null),
      ...circle.counts.flatMap((events, quad) => events === 0 ? [] : [
        make("span", { class: `swatch q${quad}` }, `${term(QUADS[quad]!, state.tongue)}: ${count(events, state.tongue)}`),
      ]),
    ]);
  }

  private button(sign: string, meaning: "zoomIn" | "zoomOut" | "fit", act: () => void): HTMLButtonElement {
    const told = word(meaning, this.app.state.tongue);
    const button = make("button", { type: "button", title: told, "aria-label": told }, sign);
    button.addEventListener("click", act);
    return button;
  }
}

/** The largest part of a country, which its name belongs to. */
function mainland(shape: Feature): Feature {
  if (shape.geometry.type !== "MultiPolygon") return shape;
  const parts = shape.geometry.coordinates.map((coordinates): Polygon => ({ type: "Polygon", coordinates }));
  const largest = parts.reduce((best, part) => (geoArea(part) > geoArea(best) ? part : best));
  return { ...shape, geometry: largest };
}

/** The range that holds nearly all of the weight of values; null where there are none. */
function middle(values: readonly (readonly [value: number, weight: number])[]): [number, number] | null {
  const sorted = [...values].sort((a, b) => a[0] - b[0]);
  const total = sorted.reduce((sum, [, weight]) => sum + weight, 0);
  let [sum, low, high] = [0, NaN, NaN];
  for (const [value, weight] of sorted) {
    if (sum <= total * (1 - MIDDLE) / 2) low = value;
    if (sum < total * (1 + MIDDLE) / 2) high = value;
    sum += weight;
  }
  return sorted.length ? [low, high] : null;
}
