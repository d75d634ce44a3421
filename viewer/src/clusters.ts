/** Places with events as circles that do not cover one another: what is too near is told as one. */

import { QUADS } from "./release";

export interface Spot {
  /** Row of the place in the table of locations; of a cluster, that of its strongest place. */
  readonly place: number;
  readonly x: number;
  readonly y: number;
  /** Events by quad class. */
  readonly counts: readonly number[];
  readonly events: number;
  /** Whether the place is a country, so that its circle stands for somewhere in it. */
  readonly vague: boolean;
}

export interface Circle extends Spot {
  readonly radius: number;
  /** All places that it stands for. */
  readonly places: readonly number[];
}

const LEAST = 4;
const MOST = 26;
/** The room between circles, in pixels: names have to stand there. */
const ROOM = 7;

/** Circles for spots in pixels of the screen, strongest first; areas are in proportion to the events. */
export function clusters(spots: readonly Spot[]): Circle[] {
  let circles: Circle[] = spots.map((spot) => ({ ...spot, radius: 0, places: [spot.place] }));
  for (;;) {
    const most = circles.reduce((high, circle) => Math.max(high, circle.events), 1);
    const sized = circles
      .map((circle) => ({ ...circle, radius: Math.max(LEAST, MOST * Math.sqrt(circle.events / most)) }))
      .sort((a, b) => b.events - a.events || a.place - b.place);
    const kept: Circle[] = [];
    for (const circle of sized) {
      const near = kept.findIndex((other) => covers(other, circle));
      if (near < 0) kept.push(circle);
      else kept[near] = joined(kept[near]!, circle);
    }
    if (kept.length === circles.length) return sized;
    circles = kept;
  }
}

function covers(one: Circle, other: Circle): boolean {
  const reach = one.radius + other.radius + ROOM;
  return (one.x - other.x) ** 2 + (one.y - other.y) ** 2 < reach * reach;
}

/** The stronger circle with what the other stands for. */
function joined(strong: Circle, weak: Circle): Circle {
  return {
    ...strong,
    counts: QUADS.map((_, quad) => strong.counts[quad]! + weak.counts[quad]!),
    events: strong.events + weak.events,
    vague: strong.vague && weak.vague,
    places: [...strong.places, ...weak.places],
  };
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export function overlap(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
