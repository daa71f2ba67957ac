import { type Invoice, totals } from "./invoice.ts";
import { lineTax } from "./line.ts";

const money = (cents: number): string => (cents / 100).toFixed(2);

export function print(invoice: Invoice): string[] {
  const { net, tax, gross } = totals(invoice);
  const lines = invoice.lines.map((line) => `${line.text} ${money(line.cents)} + ${money(Math.round(lineTax(line)))}`);
  return [`Invoice ${invoice.number}`, ...lines, `net ${money(net)} tax ${money(tax)} gross ${money(gross)}`];
}
