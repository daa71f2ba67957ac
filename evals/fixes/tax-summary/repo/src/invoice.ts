import { type Line, netOf } from "./line.ts";
import { type RateSum, sumByRate } from "./tax.ts";

export interface Invoice {
  net: number;
  tax: number;
  gross: number;
  rates: RateSum[];
}

export function invoiceOf(lines: Line[]): Invoice {
  const rates = sumByRate(lines);
  const net = lines.reduce((sum, line) => sum + netOf(line), 0);
  const tax = lines.reduce((sum, line) => sum + (netOf(line) * line.rate) / 100, 0);
  return { net, tax: Math.floor(tax), gross: net + Math.floor(tax), rates };
}
