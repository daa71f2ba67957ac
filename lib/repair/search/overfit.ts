import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SEPARATOR } from "../harness/tree.ts";
import { children, type Node, text, walk } from "../syntax/node.ts";
import { readSource } from "../syntax/source.ts";
import type { TestId } from "../worker/protocol.ts";
import type { Scored } from "./candidates.ts";

const ADDS_A_CASE =
  /^(condition\.(or|and|replace|borrow|guard)|return\.early|loop\.(skip|stop)|statement\.guard|guard\.borrow|synthesis|branch\.(clone|case|entry))/;
const TRIVIAL = new Set(["0", "1", "-1", "2", '""', "''", "true", "false"]);

/** Texts like `"on_hold"`: names of states and kinds, not data. */
const WORD = /^"[A-Za-z][A-Za-z_-]*"$/;

function literalsIn(node: Node, source: string): string[] {
  const found: string[] = [];
  walk(node, ({ node: next }) => {
    if (next.type === "NumericLiteral") found.push(source.slice(next.start, next.end));
    if (next.type === "StringLiteral") found.push(JSON.stringify(text(next, "value")));
  });
  return found.filter((literal) => !TRIVIAL.has(literal));
}

/** Literals in the bodies of the failing tests, as source text; strings in double quotes. */
export function testLiterals(root: string, failing: readonly TestId[]): Set<string> {
  const literals = new Set<string>();
  for (const { file, name } of failing) {
    try {
      const source = readSource(file, readFileSync(join(root, file), "utf8"));
      const leaf = name.split(SEPARATOR).at(-1);
      walk(source.ast, ({ node }) => {
        if (node.type !== "CallExpression") return;
        const [title] = children(node, "arguments");
        if (title?.type === "StringLiteral" && text(title, "value") === leaf)
          for (const literal of literalsIn(node, source.text)) literals.add(literal);
      });
    } catch {
      // A test file that can't be parsed names no literals.
    }
  }
  return literals;
}

/**
 * True when the patch adds a special case for a value of the failing test: such a patch passes the test without
 * understanding it.
 */
export function isOverfit(
  candidate: Scored,
  literals: ReadonlySet<string>,
  program?: { names(literal: string): boolean },
): boolean {
  return candidate.parts.some((part) => {
    if (!ADDS_A_CASE.test(part.operator)) return false;
    const added = part.edits.map((edit) => edit.text).join(" ");
    const before = part.edits
      .map((edit) => part.site.context.source.text.slice(edit.start, edit.end))
      .join(" ");
    // A word that the program itself knows, as a member of a union or elsewhere, is no input of the test alone.
    const known = (literal: string): boolean => WORD.test(literal) && program?.names(literal) === true;
    return [...literals].some(
      (literal) => quoted(added, literal) && !quoted(before, literal) && !known(literal),
    );
  });
}

function quoted(code: string, literal: string): boolean {
  const normal = code.replace(/'((?:[^'\\]|\\.)*)'/g, (_, body: string) => JSON.stringify(body));
  return literal.startsWith('"')
    ? normal.includes(literal)
    : new RegExp(`(?<![\\w.])${literal.replace(/\./g, "\\.")}(?![\\w.])`).test(normal);
}
