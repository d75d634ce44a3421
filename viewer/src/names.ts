/** What things are called in the language of the page; every name falls back to the other language. */

import { at, type Release } from "./release";
import type { Tongue } from "./state";
import { direction, plain } from "./text";

export function actorName(release: Release, actor: number, tongue: Tongue): string {
  const { name, name_local, actor_id } = release.block.actors;
  const [english, local] = [at(name, actor), at(name_local, actor)];
  return plain((tongue === "ar" ? local ?? english : english ?? local) ?? at(actor_id, actor) ?? "");
}

export function placeName(release: Release, place: number, tongue: Tongue): string {
  const { name, name_local, location_id } = release.block.locations;
  const [english, local] = [at(name, place), at(name_local, place)];
  return plain((tongue === "ar" ? local ?? english : english ?? local) ?? at(location_id, place) ?? "");
}

export function countryName(release: Release, code: string, tongue: Tongue): string {
  return release.block.countries[code]?.[tongue] ?? code;
}

/** Who stands in a role; who has no Arabic name of its own is called as an Arabic article calls it. */
export function roleName(release: Release, role: number, tongue: Tongue): string {
  const { roles, actors } = release.block;
  const actor = roles.actor[role]!;
  const mention = at(roles.mention_text, role) ?? "";
  const unnamed = tongue === "ar" && at(actors.name_local, actor) === null && direction(mention) === "rtl";
  return unnamed ? plain(mention) : actorName(release, actor, tongue);
}

/** The rows of an event's roles that are of one kind. */
export function rolesOf(release: Release, event: number, role: string): number[] {
  const found: number[] = [];
  for (let row = release.roles[event]!; row < release.roles[event + 1]!; row++) {
    if (at(release.block.roles.role, row) === role) found.push(row);
  }
  return found;
}
