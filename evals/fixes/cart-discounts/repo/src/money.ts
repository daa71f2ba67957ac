/** Amounts are whole cents. */
export type Cents = number;

export const euros = (amount: number): Cents => Math.round(amount * 100);

export function percentOf(amount: Cents, percent: number): Cents {
  return Math.round((amount * percent) / 100);
}
