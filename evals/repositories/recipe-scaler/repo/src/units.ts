const IN_BASE: Record<string, { base: string; factor: number }> = {
  kg: { base: "g", factor: 1000 },
  g: { base: "g", factor: 1 },
  l: { base: "ml", factor: 1000 },
  ml: { base: "ml", factor: 1 },
  tbsp: { base: "ml", factor: 15 },
  tsp: { base: "ml", factor: 5 },
};

export interface Quantity {
  amount: number;
  unit: string;
}

/** The same quantity in grams or millilitres; units nobody knows stay as they are. */
export function toBase(amount: number, unit: string): Quantity {
  const known = IN_BASE[unit.toLowerCase()];
  return known ? { amount: amount * known.factor, unit: known.base } : { amount, unit };
}

export function show({ amount, unit }: Quantity): string {
  const rounded = Math.round(amount * 100) / 100;
  return unit === "" ? String(rounded) : `${rounded} ${unit}`;
}
