/** Cents for insuring a value in cents: free up to 100.00, then half a percent, at least 1.50. */
export function insurancePrice(value) {
  if (value <= 10_000) return 0;
  return Math.max(150, Math.round(value * 0.005));
}
