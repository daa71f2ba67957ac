import { type Bounds, centerOf } from "./bounds.ts";
import type { Point } from "./point.ts";

export interface Viewport {
  center: Point;
  zoom: number;
}

const MAX_ZOOM = 18;

/** Degrees that a map shows from edge to edge; each step of zoom halves them. */
export const spanAt = (zoom: number): number => 360 / 2 ** zoom;

/** The closest view in which the whole rectangle is to be seen. */
export function viewportFor(bounds: Bounds): Viewport {
  const span = Math.max(bounds.north - bounds.south, bounds.east - bounds.west);
  let zoom = MAX_ZOOM;
  while (zoom > 0 && spanAt(zoom) < span) zoom--;
  return { center: centerOf(bounds), zoom };
}
