import type { Point } from "./point.ts";

export interface Bounds {
  south: number;
  west: number;
  north: number;
  east: number;
}

export const boundsAt = ({ lat, lon }: Point): Bounds => ({ south: lat, west: lon, north: lat, east: lon });

export function extend(bounds: Bounds, { lat, lon }: Point): Bounds {
  return {
    south: Math.min(bounds.south, lat),
    west: Math.min(bounds.west, lon),
    north: Math.max(bounds.north, lat),
    east: Math.max(bounds.east, lat),
  };
}

/** The smallest rectangle that holds all points; null without points. */
export function boundsOf(points: Point[]): Bounds | null {
  const [first, ...rest] = points;
  if (!first) return null;
  return rest.reduce(extend, boundsAt(first));
}

export function contains(bounds: Bounds, { lat, lon }: Point): boolean {
  return lat >= bounds.south && lat <= bounds.north && lon >= bounds.west && lon <= bounds.east;
}

export function centerOf(bounds: Bounds): Point {
  return { lat: (bounds.south + bounds.north) / 2, lon: (bounds.west + bounds.east) / 2 };
}
