import { diffLines } from "diff";
import type { Node } from "../repair/syntax/node.ts";
import { parseText } from "../repair/syntax/source.ts";

/** One text of a file with its syntax tree; the tree is null when the text can't be parsed. */
export interface Side {
  text: string;
  ast: Node | null;
}

export interface FileChange {
  path: string;
  before: Side | null;
  after: Side;
  /** Lines of the new text, from 1, that were added or changed, and those beside a removal. */
  touched: ReadonlySet<number>;
}

/** Lines of `after` that differ from `before`, and the lines around what was taken out. */
export function touchedLines(before: string, after: string): Set<number> {
  const touched = new Set<number>();
  let line = 1;
  for (const part of diffLines(before, after)) {
    if (part.removed) {
      touched.add(line);
      if (line > 1) touched.add(line - 1);
      continue;
    }
    if (part.added) for (let index = 0; index < part.count; index += 1) touched.add(line + index);
    line += part.count;
  }
  return touched;
}

const CODE = /\.[cm]?[jt]sx?$/;

function sideOf(path: string, text: string): Side {
  if (!CODE.test(path)) return { text, ast: null };
  try {
    return { text, ast: parseText(path, text) };
  } catch {
    return { text, ast: null };
  }
}

/** A change of one file, ready for the rules; `before` is null for a new file. */
export function fileChange(path: string, before: string | null, after: string): FileChange {
  return {
    path,
    before: before === null ? null : sideOf(path, before),
    after: sideOf(path, after),
    touched: touchedLines(before ?? "", after),
  };
}

/** Line of an offset, from 1. */
export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split("\n").length;

export const sourceOf = (side: Side, node: Node): string => side.text.slice(node.start, node.end);
