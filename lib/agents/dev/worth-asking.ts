import type { Distinction } from "./fix.ts";

/** How many commas stand outside of brackets and strings, plus one; 0 for nothing. */
function countParts(text: string): number {
  if (text.trim() === "") return 0;
  const flat = text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, "s");
  let depth = 0;
  let parts = 1;
  for (const sign of flat) {
    if ("([{".includes(sign)) depth += 1;
    if (")]}".includes(sign)) depth -= 1;
    if (sign === "," && depth === 0) parts += 1;
  }
  return parts;
}

/** Parameters that a caller has to give, of the first definition of the name; null when none is found. */
function requiredParameters(name: string, source: string): number | null {
  const own = name.replaceAll("$", "\\$");
  const match =
    new RegExp(`(?:function\\*?|def)\\s+${own}\\s*(?:<[^>]*>)?\\(([^)]*)\\)`).exec(source) ??
    new RegExp(`\\b${own}\\s*=\\s*(?:async\\s*)?(?:function\\s*\\w*\\s*)?\\(([^)]*)\\)`).exec(source) ??
    new RegExp(`^\\s+(?:\\w+\\s+)*${own}\\s*\\(([^)]*)\\)\\s*(?::[^{]*)?\\{`, "m").exec(source);
  if (!match) return null;
  const parameters = (match[1] ?? "").split(",").map((part) => part.trim());
  return parameters.filter((part) => part !== "" && part !== "self" && !/[=?]|^\.\.\.|^\*/.test(part)).length;
}

/** A number with a fraction; version numbers and dates are none. */
const FRACTION = /(?<![\w.])\d+\.\d+(?![\w.])/;

/** Stands for nothing that a person would hand over. */
const NOTHING = /\b(?:undefined|null|None|NaN|Infinity)\b/;

/** Whether the last step is a call that leaves out an argument its definition asks for. */
function leavesOut(step: string, sources: string[]): boolean {
  const [, callee = "", args = ""] = /^(?:new\s+)?([\w$.]+)\((.*)\)$/s.exec(step) ?? [];
  if (callee === "") return false;
  const name = callee.split(".").at(-1) ?? "";
  const required =
    sources.map((source) => requiredParameters(name, source)).find((count) => count !== null) ?? 0;
  return countParts(args) < required;
}

/**
 * Whether a person could answer what a call should give: one that leaves out an argument or hands over nothing, asks
 * for half a piece in a program of whole ones, or on which the fixes differ only in how they fail, is a question about
 * the search and not about the program. `call` may be a few steps of a test with the call as the last one.
 * `sources` are the changed files and the tests of the goal.
 */
export function isWorthAsking({ call, answers }: Distinction, sources: string[]): boolean {
  const last = call.split("; ").at(-1) ?? "";
  if (last === "" || NOTHING.test(last)) return false;
  if (answers.filter(({ gives }) => !/throws|raises|does not end|undefined|NaN|\?$/.test(gives)).length < 2)
    return false;
  if (FRACTION.test(call) && !sources.some((source) => FRACTION.test(source))) return false;
  return !leavesOut(last, sources);
}
