import type { Letter } from "./letter.ts";

const REGISTERED = 265;

/** Postage in cents. */
export function postageOf({ grams, registered }: Letter): number {
  const plain = grams <= 20 ? 95 : grams <= 50 ? 110 : 180;
  return plain + (registered ? REGISTERED : 0);
}
