/** What the views share: the release, the filters, the state, and the one way to change it. */

import type { Palette } from "./dom";
import type { Filters } from "./filter";
import type { Release } from "./release";
import type { State } from "./state";

export interface App {
  readonly release: Release;
  readonly filters: Filters;
  readonly state: State;
  readonly colours: Palette;
  /** Show another state in all views at the next frame. */
  set(next: State): void;
}

export interface View {
  /** Show the present state; called after every change. */
  draw(): void;
}
