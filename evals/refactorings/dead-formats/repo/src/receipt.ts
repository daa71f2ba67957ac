import * as format from "./format.ts";

type Filter = (value: never) => string;

const filters = format as unknown as Record<string, Filter>;

/** Fills "{field|filter}" with the filtered fields. */
export function render(template: string, fields: Record<string, unknown>): string {
  return template.replace(/\{(\w+)\|(\w+)\}/g, (whole, field: string, filter: string) =>
    filters[filter] ? filters[filter](fields[field] as never) : whole,
  );
}

export const RECEIPT = "{day|shortDate}: {sum|amount}";
