import type { Invoice } from "./invoice.ts";
import type { Quote } from "./quote.ts";

const euros = (cents: number): string => `${(cents / 100).toFixed(2)} EUR`;

/** One line that sets an invoice beside its quote. */
export function compare(invoice: Invoice, quote: Quote): string {
  const difference = invoice.total(0) - quote.total();
  return `${euros(quote.total())} quoted, ${euros(invoice.total(19))} with tax, ${euros(difference)} more than quoted`;
}
