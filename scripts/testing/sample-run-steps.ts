import { failing, output, samplePatch } from "./sample-run-content.ts";

interface SampleCall {
  kind?: "tool" | "model";
  tool: string;
  input: unknown;
  output: unknown;
}

const step = (key: string, title: string, agent: string, summary: string, calls: SampleCall[]) => ({
  key,
  title,
  agent,
  summary,
  calls,
});

export const sampleSteps = [
  step("setup", "Prepare the sandbox", "meta", "12 packages installed", [
    {
      tool: "run_command",
      input: { command: "npm ci" },
      output: { exitCode: 0, text: "added 12 packages in 3s", truncated: false },
    },
  ]),
  step("reproduce", "Reproduce the failing test", "dev", "1 of 24 tests fails", [
    {
      tool: "list_files",
      input: { path: "test" },
      output: { files: ["test/shipping.test.ts", "test/orders.test.ts"] },
    },
    {
      tool: "run_tests",
      input: { command: "node --test" },
      output: { exitCode: 1, text: output, truncated: false },
    },
  ]),
  step("locate", "Locate the root cause", "dev", "src/pricing/shipping.ts:13", [
    {
      tool: "locate_fault",
      input: { test: failing },
      output: { suspicious: [{ file: "src/pricing/shipping.ts", line: 13, score: 1 }] },
    },
    {
      tool: "read_file",
      input: { path: "src/pricing/shipping.ts" },
      output: { text: "export function shippingFor(order: Order): number {", truncated: false },
    },
  ]),
  step("fix", "Fix the cause", "dev", "1 of 9 candidates passes the whole suite", [
    {
      kind: "model",
      tool: "local",
      input: { prompt: "Choose the next tool" },
      output: { toolCall: "propose_fix" },
    },
    {
      tool: "propose_fix",
      input: { file: "src/pricing/shipping.ts" },
      output: { text: samplePatch, truncated: false },
    },
  ]),
  step("verify", "Verify with the whole suite", "dev", "24 of 24 tests pass", [
    {
      tool: "run_tests",
      input: { command: "node --test" },
      output: { exitCode: 0, text: "ℹ pass 24", truncated: false },
    },
  ]),
  step("pull-request", "Open the pull request", "dev", "Pull request #1", []),
  step("checks", "Wait for the checks", "dev", "2 checks passed", []),
  step("review", "Ask for review", "meta", "Risk low, confidence 94 %", []),
  step("approval", "Wait for the approval", "meta", "Approved", []),
  step("merge", "Merge", "dev", "Merged into main", []),
];
