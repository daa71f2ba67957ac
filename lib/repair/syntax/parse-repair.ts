import type { Edit } from "./edits.ts";
import { readSource } from "./source.ts";

const TOKENS = [")", "}", "]", "(", "{", "[", ",", ";", ":", '"', "'", "`", "=>", "=", "+"];
const NEAR_LINES = 3;
const MAX_VARIANTS = 60;

/** A change that makes a file parse again. */
export interface ParseFix {
  edit: Edit;
  operator: "syntax.insert" | "syntax.delete" | "syntax.replace" | "syntax.drop-line";
  prior: number;
}

/** Offset at which the parser gave up; undefined for a text that parses. */
export function parseError(path: string, text: string): { offset: number; message: string } | undefined {
  try {
    readSource(path, text);
    return undefined;
  } catch (error) {
    if (!(error instanceof Error)) return { offset: 0, message: String(error) };
    const position = "pos" in error && typeof error.pos === "number" ? error.pos : 0;
    return { offset: position, message: error.message };
  }
}

function parses(path: string, text: string, { start, end, text: code }: Edit): boolean {
  return parseError(path, text.slice(0, start) + code + text.slice(end)) === undefined;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

function tokensNear(text: string, from: number, to: number): { start: number; end: number }[] {
  return [...text.slice(from, to).matchAll(/[A-Za-z_$][\w$]*|\d[\w.]*|=>|[=!<>]=+|&&|\|\||\?\?|\S/g)].map(
    (match) => ({
      start: from + match.index,
      end: from + match.index + match[0].length,
    }),
  );
}

/** Token insertions, deletions, replacements and dropped lines near the error after which the file parses. */
export function parseFixes(path: string, text: string): ParseFix[] {
  const error = parseError(path, text);
  if (!error) return [];
  const starts = lineStarts(text);
  const line = starts.findLastIndex((start) => start <= error.offset);
  const from = starts[Math.max(0, line - NEAR_LINES)] ?? 0;
  const to = starts[line + 2] ?? text.length;
  const tokens = tokensNear(text, from, to);
  const near = (offset: number): number => 1 / (1 + Math.abs(offset - error.offset) / 40);
  const found: ParseFix[] = [];
  const offer = (operator: ParseFix["operator"], prior: number, edit: Edit): void => {
    if (found.length < MAX_VARIANTS * 4 && parses(path, text, edit))
      found.push({ operator, prior: prior * near(edit.start), edit });
  };
  const places = [
    ...new Set([error.offset, text.length, ...tokens.flatMap(({ start, end }) => [start, end])]),
  ];
  for (const place of places)
    for (const [rank, token] of TOKENS.entries())
      offer("syntax.insert", 0.8 - 0.02 * rank, {
        start: place,
        end: place,
        text: place === text.length ? `\n${token}\n` : token,
      });
  for (const { start, end } of tokens) {
    offer("syntax.delete", 0.75, { start, end, text: "" });
    if (/^\W+$/.test(text.slice(start, end)))
      for (const token of TOKENS)
        if (token !== text.slice(start, end)) offer("syntax.replace", 0.5, { start, end, text: token });
  }
  for (let index = Math.max(0, line - 1); index <= Math.min(starts.length - 1, line + 1); index++) {
    const start = starts[index] ?? 0;
    offer("syntax.drop-line", 0.4, { start, end: starts[index + 1] ?? text.length, text: "" });
  }
  return found.sort((a, b) => b.prior - a.prior).slice(0, MAX_VARIANTS);
}
