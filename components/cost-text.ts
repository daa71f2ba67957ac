/** Millionths of a US dollar as money: cents from 1 ct on, more digits below, "$0.00" only for nothing. */
export function costText(micros: number): string {
  if (micros === 0) return "$0.00";
  const dollars = micros / 1_000_000;
  if (dollars >= 0.01)
    return `$${dollars.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
  return `$${dollars.toFixed(6).replace(/0+$/, "")}`;
}

/** Tokens, short: 950, 12.4k, 3.1M. */
export function tokensText(tokens: number): string {
  if (tokens < 1000) return String(tokens);
  if (tokens < 999_950) return `${trim(tokens / 1000)}k`;
  return `${trim(tokens / 1_000_000)}M`;
}

const trim = (value: number): string => value.toFixed(1).replace(/\.0$/, "");
