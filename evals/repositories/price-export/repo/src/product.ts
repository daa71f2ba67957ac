export interface Product {
  sku: string;
  name: string;
  cents: number;
  taxRate: number;
}

export function gross({ cents, taxRate }: Product): number {
  return Math.round(cents * (1 + taxRate));
}
