import type { Page } from "./paginate.ts";

/** Numbers for the bar below the results: the first, the last and the neighbours, null for a gap. */
export function pageLinks({ page, pages }: Pick<Page<unknown>, "page" | "pages">): (number | null)[] {
  const wanted = [1, page - 1, page, page + 1, pages].filter((one) => one >= 1 && one <= pages);
  const numbers = [...new Set(wanted)].sort((a, b) => a - b);
  return numbers.flatMap((one, index) => (index > 0 && one - (numbers[index - 1] ?? 0) > 1 ? [null, one] : [one]));
}
