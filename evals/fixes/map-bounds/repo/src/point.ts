export interface Point {
  /** Degrees north of the equator, -90 to 90. */
  lat: number;
  /** Degrees east of Greenwich, -180 to 180. */
  lon: number;
}

export function point(lat: number, lon: number): Point {
  if (Math.abs(lat) > 90) throw new RangeError(`Latitude out of range: ${lat}`);
  if (Math.abs(lon) > 180) throw new RangeError(`Longitude out of range: ${lon}`);
  return { lat, lon };
}
