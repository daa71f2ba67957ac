export interface Line {
  text: string;
  cents: number;
  taxRate: number;
}

/** Tax of one line in cents; may have a fraction. */
export function lineTax({ cents, taxRate }: Line): number {
  return cents * taxRate;
}
