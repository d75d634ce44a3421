/** A field to find actors or places by part of a name, in either language, and the names chosen with it. */

import type { App, View } from "./app";
import { isolated, make } from "./dom";
import { COUNTRY, type Count } from "./filter";
import { actorName, countryName, placeName } from "./names";
import { at } from "./release";
import { toggled } from "./state";
import { fold, words } from "./text";
import { count, word } from "./words";

const SHOWN = 40;

interface Item {
  readonly value: string;
  readonly events: number;
  readonly name: string;
  readonly more: string;
}

export class Finder implements View {
  readonly element: HTMLElement;
  private readonly input: HTMLInputElement;
  private readonly label: HTMLElement;
  private readonly note = make("small", { class: "note" });
  private readonly options: HTMLElement;
  private readonly chips = make("ul", { class: "chips" });
  private readonly rows: ReadonlyMap<string, number>;
  private readonly folded = new Map<string, string>();
  private items: Item[] = [];
  private active = -1;

  constructor(private readonly app: App, private readonly choice: "actor" | "place") {
    const { actors, locations } = app.release.block;
    const ids = choice === "actor" ? actors.actor_id : locations.location_id;
    this.rows = new Map(ids.codes.map((_, row) => [at(ids, row) ?? "", row]));
    const id = `find-${choice}`;
    this.options = make("ul", { role: "listbox", id: `${id}-options`, class: "options", hidden: true });
    this.input = make("input", {
      id, type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", "aria-expanded": "false",
      "aria-controls": `${id}-options`, "aria-autocomplete": "list",
    });
    this.label = make("label", { for: id });
    this.element = make("div", { class: "control finder", "data-choice": choice }, this.label, this.note, this.input,
      this.options, this.chips);
    this.input.addEventListener("input", () => this.offer());
    this.input.addEventListener("focus", () => this.offer());
    this.input.addEventListener("blur", () => this.hide());
    this.input.addEventListener("keydown", (event) => this.press(event));
    // Before the field loses the focus, which would hide what is pressed.
    this.options.addEventListener("pointerdown", (event) => {
      const option = (event.target as Element).closest<HTMLElement>("[data-value]");
      event.preventDefault();
      if (option !== null) this.take(option.dataset["value"]!);
    });
  }

  draw(): void {
    const { state } = this.app;
    const { tongue } = state;
    this.label.textContent = word(this.choice, tongue);
    this.options.setAttribute("aria-label", word(this.choice, tongue));
    this.note.textContent = this.choice === "actor" ? word("anyRole", tongue) : "";
    this.input.placeholder = word(this.choice === "actor" ? "findActor" : "findPlace", tongue);
    this.chips.replaceChildren(...state.chosen[this.choice].map((value) => {
      const name = this.named(value);
      const remove = make("button", { type: "button", "aria-label": `${word("remove", tongue)}: ${name}` }, "×");
      remove.addEventListener("click", () => {
        this.app.set(toggled(this.app.state, this.choice, value));
        this.input.focus();
        this.hide();
      });
      return make("li", {}, isolated(name), remove);
    }));
    if (document.activeElement === this.input && !this.options.hidden) this.offer();
  }

  private named(value: string): string {
    const { release, state } = this.app;
    if (value.startsWith(COUNTRY)) {
      return `${countryName(release, value.slice(COUNTRY.length), state.tongue)} (${word("whole", state.tongue)})`;
    }
    const row = this.rows.get(value);
    if (row === undefined) return value;
    return this.choice === "actor" ? actorName(release, row, state.tongue) : placeName(release, row, state.tongue);
  }

  /** The name of a value in both languages, as it is searched for. */
  private searched(value: string): string {
    let found = this.folded.get(value);
    if (found === undefined) {
      const { release } = this.app;
      const names = (["en", "ar"] as const).map((tongue) => {
        if (value.startsWith(COUNTRY)) return countryName(release, value.slice(COUNTRY.length), tongue);
        const row = this.rows.get(value);
        if (row === undefined) return value;
        return this.choice === "actor" ? actorName(release, row, tongue) : placeName(release, row, tongue);
      });
      this.folded.set(value, (found = fold(names.join("\n"))));
    }
    return found;
  }

  private offer(): void {
    const { filters, state } = this.app;
    const wanted = words(this.input.value);
    const found: Count[] = [];
    for (const item of filters.counts(this.choice)) {
      const name = this.searched(item.value);
      if (!state.chosen[this.choice].includes(item.value) && wanted.every((part) => name.includes(part))) found.push(item);
      if (found.length === SHOWN) break;
    }
    this.items = found.map((item) => ({ ...item, name: this.named(item.value), more: this.other(item.value) }));
    this.active = this.items.length && wanted.length ? 0 : -1;
    this.show();
  }

  /** The name in the other language of the page, where it is another. */
  private other(value: string): string {
    const { release, state } = this.app;
    const row = this.rows.get(value);
    if (row === undefined) return "";
    const tongue = state.tongue === "ar" ? "en" : "ar";
    const name = this.choice === "actor" ? actorName(release, row, tongue) : placeName(release, row, tongue);
    return name === this.named(value) ? "" : name;
  }

  private show(): void {
    const { tongue } = this.app.state;
    const id = this.options.id;
    this.options.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.options.replaceChildren(...this.items.map((item, index) => make("li", {
      role: "option", id: `${id}-${index}`, "data-value": item.value, "aria-selected": String(index === this.active),
    }, isolated(item.name), item.more ? make("small", {}, isolated(item.more)) : null,
    make("small", { class: "number" }, count(item.events, tongue)))));
    if (this.items.length === 0) this.options.append(make("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, word("noMatch", tongue)));
    if (this.active >= 0) {
      this.input.setAttribute("aria-activedescendant", `${id}-${this.active}`);
      this.options.children[this.active]?.scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  private hide(): void {
    this.options.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  private take(value: string): void {
    this.input.value = "";
    this.app.set(toggled(this.app.state, this.choice, value));
    this.hide();
  }

  private press(event: KeyboardEvent): void {
    if (event.key === "Escape" && !this.options.hidden) {
      event.stopPropagation();
      this.hide();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.options.hidden) return this.offer();
      const size = this.items.length;
      if (size) this.active = (this.active + (event.key === "ArrowDown" ? 1 : -1) + size) % size;
      this.show();
    } else if (event.key === "Enter") {
      event.preventDefault();
      const item = this.items[this.active];
      if (item !== undefined && !this.options.hidden) this.take(item.value);
    }
  }
}
