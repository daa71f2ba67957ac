/** Amounts are whole cents, so that sums are exact. */
export type Cents = number;

export function formatCents(amount: Cents, currency = "EUR"): string {
  const sign = amount < 0 ? "-" : "";
  const absolute = Math.abs(amount);
  const euros = Math.floor(absolute / 100);
  const cents = String(absolute % 100).padStart(2, "0");
  return `${sign}${euros}.${cents} ${currency}`;
}

/** Rounds half away from zero, as invoices do. */
export function roundCents(amount: number): Cents {
  return Math.sign(amount) * Math.round(Math.abs(amount));
}
