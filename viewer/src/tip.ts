/** The small note beside the pointer, and an event told in a few lines. */

import type { App } from "./app";
import { isolated, make } from "./dom";
import { placeName, roleName, rolesOf } from "./names";
import { at } from "./release";
import { dated, term, word } from "./words";

export class Tip {
  readonly element = make("div", { class: "tip", "aria-hidden": "true", hidden: true });

  show(event: MouseEvent, content: Node[]): void {
    this.element.replaceChildren(...content);
    this.element.hidden = false;
    const { offsetWidth: wide, offsetHeight: high } = this.element;
    const x = event.clientX + 14 + wide > window.innerWidth ? event.clientX - wide - 10 : event.clientX + 14;
    const y = event.clientY + 14 + high > window.innerHeight ? event.clientY - high - 10 : event.clientY + 14;
    this.element.style.transform = `translate(${Math.max(4, x)}px, ${Math.max(4, y)}px)`;
  }

  hide(): void {
    this.element.hidden = true;
  }
}

/** The days of an event as they are told: one day, or from one to another. */
export function days(app: App, event: number): string {
  const { start, end } = app.release;
  const { tongue } = app.state;
  const [first, last] = [start[event]!, end[event]!];
  return dated(first, tongue) + (last > first ? ` – ${dated(last, tongue)}` : "");
}

/** The names in one role of an event, the first two of them, each in its own direction. */
export function party(app: App, event: number, role: string): HTMLElement | null {
  const rows = rolesOf(app.release, event, role);
  if (rows.length === 0) return null;
  const names = rows.slice(0, 2).map((row) => isolated(roleName(app.release, row, app.state.tongue)));
  const told = make("span", { class: "party" });
  names.forEach((name, index) => told.append(...(index ? [", ", name] : [name])));
  if (rows.length > 2) told.append(` +${rows.length - 2}`);
  return told;
}

/** Who did what to whom. */
export function deed(app: App, event: number): HTMLElement {
  const { event_type } = app.release.block.events;
  const { tongue } = app.state;
  const arrow = tongue === "ar" ? "←" : "→";
  const [actor, recipient] = [party(app, event, "actor"), party(app, event, "recipient")];
  return make("span", { class: "deed" }, actor ?? make("i", {}, word("noActor", tongue)), " ",
    make("b", { class: `swatch q${app.release.quad[event]!}` }, term(at(event_type, event) ?? "", tongue)),
    recipient && make("span", {}, ` ${arrow} `), recipient);
}

/** An event in a few lines: when and where, who did what, its headline. */
export function headline(app: App, event: number): Node[] {
  const { block } = app.release;
  const place = block.events.location[event]!;
  const title = at(block.articles.title, block.events.article[event]!);
  return [
    make("strong", {}, days(app, event), place >= 0 ? " · " : null, place >= 0 ? isolated(placeName(app.release, place, app.state.tongue)) : null),
    deed(app, event),
    ...(title === null ? [] : [isolated(title, "title")]),
  ];
}
