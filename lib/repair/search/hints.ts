import type { TestOutcome } from "../worker/protocol.ts";

const MAX_HINTS = 60;

/** Strings and numbers of failing assertions and of the issue text: ingredients for literals. */
export function hintsFrom(failing: readonly TestOutcome[], issue: string): string[] {
  const found = new Set<string>();
  const read = (text: string): void => {
    for (const match of text.matchAll(/"((?:[^"\\]|\\.){1,40})"|'((?:[^'\\]|\\.){1,40})'|`([^`]{1,40})`/g))
      found.add(match[1] ?? match[2] ?? match[3] ?? "");
    for (const match of text.matchAll(/(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])/g)) found.add(match[0]);
  };
  for (const test of failing) {
    read(test.expected ?? "");
    read(test.actual ?? "");
    read((test.message ?? "").slice(0, 600));
  }
  read(issue);
  found.delete("");
  return [...found].slice(0, MAX_HINTS);
}
