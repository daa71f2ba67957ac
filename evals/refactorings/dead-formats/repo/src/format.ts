/** "1 234.50": a blank between thousands. */
export function amount(cents: number): string {
  const [whole = "", rest] = (cents / 100).toFixed(2).split(".");
  return `${grouped(whole)}.${rest}`;
}

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, " ");
}

/** As the old till printed it. */
export function oldAmount(cents: number): string {
  return `${padded(cents)} ct`;
}

function padded(cents: number): string {
  return String(cents).padStart(WIDTH, " ");
}

const WIDTH = 9;

/** Used by the templates, by name. */
export function shortDate(date: Date): string {
  return date.toISOString().slice(0, 10);
}
