import { gross, type Product } from "./product.ts";

export interface PriceLine {
  sku: string;
  name: string;
  gross: number;
}

export function priceList(products: readonly Product[]): PriceLine[] {
  return products
    .map((product) => ({ sku: product.sku, name: product.name, gross: gross(product) }))
    .sort((a, b) => a.sku.localeCompare(b.sku));
}
