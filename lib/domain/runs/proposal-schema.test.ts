import { expect, test } from "vitest";
import { otherFixes } from "#lib/domain/runs/proposal-schema.ts";

const fix = (summary: string, newText: string) => ({
  summary,
  overfit: false,
  files: [{ path: "src/a.ts", edits: [{ oldText: "a > b\n", newText }] }],
});
const taken = fix("taken", "a >= b\n");
const other = fix("other", "a != b\n");
const search = (plausible: number, patches: unknown[]) => ({
  tool: "propose_fix",
  status: "succeeded",
  input: {},
  output: { plausible, patches },
});
const edit = { tool: "edit_files", status: "succeeded", input: { files: taken.files }, output: {} };

test("the fixes that were not taken are told, and how many there are beyond the list", () => {
  expect(otherFixes([search(7, [taken, other]), edit])).toEqual({ fixes: [other], more: 5 });
});

test("with one fix or none there is nothing to choose from", () => {
  expect(otherFixes([search(1, [taken]), edit])).toBeNull();
  expect(otherFixes([])).toBeNull();
  expect(otherFixes([{ ...search(2, [taken, other]), status: "failed" }])).toBeNull();
});
