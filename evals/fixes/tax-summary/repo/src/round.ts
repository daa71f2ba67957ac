/** Commercial rounding to whole cents: halves go away from zero. */
export function toCents(amount: number): number {
  return Math.sign(amount) * Math.round(Math.abs(amount) + 1e-9);
}
