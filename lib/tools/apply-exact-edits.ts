import { structuredPatch } from "diff";
import { ToolError } from "./define-tool.ts";

export interface ExactEdit {
  /** Text that stands exactly once in the file. */
  oldText: string;
  newText: string;
}

/** Applies edits in order; each old text must occur exactly once. Errors: ToolError that says which did not. */
export function applyExactEdits(path: string, content: string, edits: ExactEdit[]): string {
  return edits.reduce((text, edit, index) => {
    if (edit.oldText === edit.newText) throw new ToolError(`Edit ${index + 1} of ${path} changes nothing.`);
    const first = text.indexOf(edit.oldText);
    if (edit.oldText === "" || first === -1) {
      throw new ToolError(
        `The old text of edit ${index + 1} is not in ${path}. Read the file again: it must match exactly.`,
      );
    }
    if (text.indexOf(edit.oldText, first + 1) !== -1) {
      throw new ToolError(
        `The old text of edit ${index + 1} stands more than once in ${path}. Add lines around it.`,
      );
    }
    return text.slice(0, first) + edit.newText + text.slice(first + edit.oldText.length);
  }, content);
}

function hunkEdit(lines: string[]): ExactEdit {
  const side = (sign: string) =>
    lines
      .filter((line) => line.startsWith(" ") || line.startsWith(sign))
      .map((line) => `${line.slice(1)}\n`)
      .join("");
  return { oldText: side("-"), newText: side("+") };
}

/**
 * The exact edits that turn one version of a file into another: the changed lines with as many lines
 * around them as it takes to be unique.
 */
export function exactEditsBetween(path: string, before: string, after: string): ExactEdit[] {
  for (const context of [1, 3, 6, 12, 1_000_000]) {
    const patch = structuredPatch(path, path, before, after, undefined, undefined, { context });
    const edits = patch.hunks.map((hunk) => hunkEdit(hunk.lines.filter((line) => !line.startsWith("\\"))));
    try {
      if (applyExactEdits(path, before, edits) === after) return edits;
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
    }
  }
  return [{ oldText: before, newText: after }];
}
