import { type Line, lineTax } from "./line.ts";

export interface Invoice {
  number: string;
  lines: Line[];
}

export interface Totals {
  net: number;
  tax: number;
  gross: number;
}

export function totals({ lines }: Invoice): Totals {
  const net = lines.reduce((sum, { cents }) => sum + cents, 0);
  const tax = Math.round(lines.reduce((sum, line) => sum + lineTax(line), 0));
  return { net, tax, gross: net + tax };
}
