import type { PriceLine } from "./price-list.ts";

export function toJson(lines: readonly PriceLine[]): string {
  return JSON.stringify(lines, null, 2);
}

export function exportAs(format: string, lines: readonly PriceLine[]): string {
  if (format === "json") return toJson(lines);
  throw new Error(`There is no export as ${format}`);
}
