import type { LanguageModelV4CallOptions } from "@ai-sdk/provider";
import { generateText, Output } from "ai";
import { expect, test } from "vitest";
import { z } from "zod";
import { selectModels } from "../select.ts";
import { devPolicy } from "./dev-policy.ts";

type Turn = [tool: string, output: unknown];

function conversation(turns: Turn[], objection = false): LanguageModelV4CallOptions {
  const prompt: LanguageModelV4CallOptions["prompt"] = [
    { role: "user", content: [{ type: "text", text: "goal" }] },
  ];
  for (const [toolName, output] of turns) {
    prompt.push({
      role: "tool",
      content: [
        { type: "tool-result", toolCallId: "c", toolName, output: { type: "json", value: output as never } },
      ],
    });
  }
  if (objection) prompt.push({ role: "user", content: [{ type: "text", text: "refused" }] });
  return { prompt };
}

const patch = (name: string, overfit = false) => ({
  summary: name,
  overfit,
  files: [{ path: name, edits: [{ oldText: "a", newText: "b" }] }],
});
const found = (...patches: unknown[]): Turn => [
  "propose_fix",
  { patches, candidatesTried: 12, rootCause: { explanation: "It was wrong." } },
];
const nextTool = (turns: Turn[], objection = false) => {
  const decision = devPolicy(conversation(turns, objection));
  return decision.kind === "calls" ? decision.calls[0] : decision;
};

test("it locates first, then searches for a fix, then applies the best proposal and runs the tests", () => {
  expect(nextTool([])).toMatchObject({ tool: "locate_fault" });
  expect(nextTool([["locate_fault", {}]])).toMatchObject({ tool: "propose_fix" });
  expect(nextTool([["locate_fault", {}], found(patch("one"))])).toMatchObject({
    tool: "edit_files",
    input: { files: [{ path: "one" }] },
  });
  expect(nextTool([found(patch("one")), ["edit_files", {}]])).toMatchObject({ tool: "run_tests" });
});

test("when the tests do not pass it takes the edit back and tries the next proposal", () => {
  const failed: Turn[] = [
    found(patch("one"), patch("two")),
    ["edit_files", {}],
    ["run_tests", { openTargets: ["x"], exitCode: 1 }],
  ];
  expect(nextTool(failed)).toMatchObject({ tool: "revert_changes" });
  expect(nextTool([...failed, ["revert_changes", {}]])).toMatchObject({
    tool: "edit_files",
    input: { files: [{ path: "two" }] },
  });
});

test("an objection after the work makes it try the next proposal", () => {
  const done: Turn[] = [
    found(patch("one")),
    ["edit_files", {}],
    ["run_tests", { openTargets: [], exitCode: 0 }],
  ];
  expect(nextTool(done)).toMatchObject({ kind: "text" });
  expect(nextTool(done, true)).toMatchObject({ tool: "revert_changes" });
});

test("without a proposal, or with only special cases of the failing input, it says that it found no fix", () => {
  expect(nextTool([found()])).toMatchObject({
    kind: "text",
    text: expect.stringContaining("No fix found: 12 candidate edits"),
  });
  expect(nextTool([found(patch("one", true))])).toMatchObject({
    kind: "text",
    text: expect.stringContaining("No fix found"),
  });
});

test("the embedded provider answers through the AI SDK, uses no tokens and does not claim to be a model", async () => {
  const models = selectModels();
  expect(models.describe("code")).toMatchObject({
    isLanguageModel: false,
    label: "Embedded engine (no language model)",
  });
  const result = await generateText({
    model: models.model("reasoning"),
    prompt: "plan",
    output: Output.object({ schema: z.object({ taskType: z.string(), steps: z.array(z.unknown()) }) }),
    providerOptions: { morningai: { purpose: "plan", goal: "Totals are wrong" } },
  });
  expect(result.output.taskType).toBe("bug_fix");
  expect(result.usage.totalTokens).toBe(0);
});

test("a purpose without rules is refused in words, not answered with an invention", async () => {
  const { text } = await generateText({ model: selectModels().model("fast"), prompt: "Write a poem" });
  expect(text).toContain("connect a language model");
});

test.each([
  ["Time limit: 30 seconds.", 18],
  ["Fix it. time limit: 3 seconds", 5],
  ["Time limit: 3600 seconds.", 240],
  ["Time limit: soon", 60],
])("the search keeps to the time of the goal: %s", (goal, seconds) => {
  const { prompt } = conversation([["locate_fault", {}]]);
  prompt[0] = { role: "user", content: [{ type: "text", text: goal }] };
  expect(devPolicy({ prompt })).toMatchObject({ calls: [{ tool: "propose_fix", input: { seconds } }] });
});
