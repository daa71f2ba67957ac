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

test("it searches for a fix, then applies the best proposal and leaves the test run to the platform", () => {
  expect(nextTool([])).toMatchObject({ tool: "propose_fix" });
  expect(nextTool([found(patch("one"))])).toMatchObject({
    tool: "edit_files",
    input: { files: [{ path: "one" }] },
  });
  expect(nextTool([found(patch("one")), ["edit_files", {}]])).toMatchObject({ kind: "text" });
});

test("where the search finds neither a fix nor the place, it looks for the place", () => {
  const nowhere: Turn = ["propose_fix", { patches: [], candidatesTried: 0, localisation: { lines: [] } }];
  const somewhere: Turn = ["propose_fix", { patches: [], candidatesTried: 0, localisation: { lines: [{}] } }];
  expect(nextTool([nowhere])).toMatchObject({ tool: "locate_fault" });
  expect(nextTool([nowhere, ["locate_fault", {}]])).toMatchObject({ kind: "text" });
  expect(nextTool([somewhere])).toMatchObject({ kind: "text" });
});

test("after a refusal the other proposals are run before they are handed over", () => {
  const refused: Turn[] = [found(patch("one"), patch("two")), ["edit_files", {}]];
  expect(nextTool(refused, true)).toMatchObject({ tool: "revert_changes" });
  const second: Turn[] = [...refused, ["revert_changes", {}], ["edit_files", {}]];
  expect(nextTool(second)).toMatchObject({ tool: "run_tests" });
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
  expect(nextTool([found(), ["locate_fault", {}]])).toMatchObject({
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
  [30, 21],
  [3, 5],
  [3_600, 240],
  [null, 60],
])("the search keeps to the time that is left for the goal: %s", (secondsLeft, seconds) => {
  const providerOptions = { morningai: { secondsLeft } };
  expect(devPolicy({ ...conversation([]), providerOptions })).toMatchObject({
    calls: [{ tool: "propose_fix", input: { seconds } }],
  });
});
