export interface Parcel {
  grams: number;
  zone: "inland" | "abroad";
  express?: boolean;
}

const LIGHT = 500;

/** What a parcel costs, in cents. */
export function rate(parcel: Parcel): number {
  if (parcel.grams <= 0) throw new RangeError("a parcel weighs something");
  const base = parcel.grams <= LIGHT ? 390 : 690;
  const far = parcel.zone === "abroad" ? base * 2 : base;
  return parcel.express ? far + 500 : far;
}

export function label(parcel: Parcel): string {
  return `${parcel.zone}-${parcel.grams}g`;
}
