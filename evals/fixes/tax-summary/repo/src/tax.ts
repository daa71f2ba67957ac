import { type Line, netOf } from "./line.ts";
import { toCents } from "./round.ts";

export interface RateSum {
  rate: number;
  net: number;
  tax: number;
}

/** Net and tax of each rate, rising by rate. Tax is rounded once for the sum of a rate. */
export function sumByRate(lines: Line[]): RateSum[] {
  const sums = new Map<number, RateSum>();
  for (const line of lines) {
    const sum = sums.get(line.rate) ?? { rate: line.rate, net: 0, tax: 0 };
    sum.net += netOf(line);
    sum.tax += toCents((netOf(line) * line.rate) / 100);
    sums.set(line.rate, sum);
  }
  return [...sums.values()].sort((a, b) => a.rate - b.rate);
}
