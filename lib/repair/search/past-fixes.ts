import type { RepairRequest } from "../request.ts";

/** A change made before, as text: what stood there and what replaced it. */
export interface Template {
  from: string;
  to: string;
}

const LONGEST = 160;
const MAX_TEMPLATES = 60;

const lines = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** The lines of `a` and `b` that differ after their common head and tail. */
function changed(a: readonly string[], b: readonly string[]): { from: string[]; to: string[] } {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  return { from: a.slice(head, a.length - tail), to: b.slice(head, b.length - tail) };
}

/** The part of a line that changed, widened to whole words and member accesses. */
function fragment(from: string, to: string): Template {
  let head = 0;
  while (head < from.length && head < to.length && from[head] === to[head]) head++;
  let tail = 0;
  while (tail < from.length - head && tail < to.length - head && from.at(-1 - tail) === to.at(-1 - tail))
    tail++;
  const word = /[\w$.]/;
  while (head > 0 && word.test(from[head - 1] ?? "")) head--;
  while (tail > 0 && word.test(from.at(-tail) ?? "")) tail--;
  return { from: from.slice(head, from.length - tail), to: to.slice(head, to.length - tail) };
}

/** Small templates of past fixes: a changed piece of a line, a changed line, or a line that was added. */
export function templatesOf(pastFixes: RepairRequest["pastFixes"]): Template[] {
  const found = new Map<string, Template>();
  const add = (template: Template): void => {
    const { from, to } = template;
    if (from === to || from.length > LONGEST || to.length > LONGEST || (from.length < 2 && to.length < 2))
      return;
    if (found.size < MAX_TEMPLATES) found.set(`${from}\0${to}`, template);
  };
  for (const { before, after } of pastFixes) {
    const { from, to } = changed(lines(before), lines(after));
    if (from.length === 1 && to.length === 1) {
      add(fragment(from[0] ?? "", to[0] ?? ""));
      add({ from: from[0] ?? "", to: to[0] ?? "" });
    } else if (from.length === 0 && to.length > 0 && to.length <= 3) add({ from: "", to: to.join("\n") });
  }
  return [...found.values()];
}
