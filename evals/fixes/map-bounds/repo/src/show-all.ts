import { boundsOf } from "./bounds.ts";
import type { Point } from "./point.ts";
import { type Viewport, viewportFor } from "./viewport.ts";

export interface Marker {
  label: string;
  at: Point;
  hidden?: boolean;
}

const WORLD: Viewport = { center: { lat: 0, lon: 0 }, zoom: 0 };

/** The view of the button "Show all": every marker that is not hidden, or the world when there is none. */
export function showAll(markers: Marker[]): Viewport {
  const bounds = boundsOf(markers.filter(({ hidden }) => !hidden).map(({ at }) => at));
  return bounds ? viewportFor(bounds) : WORLD;
}
