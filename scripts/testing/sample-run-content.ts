export const failing = "orders at the free-shipping limit pay no shipping";

export const samplePatch = `diff --git a/src/pricing/shipping.ts b/src/pricing/shipping.ts
index 3f1c2aa..9d0e1b7 100644
--- a/src/pricing/shipping.ts
+++ b/src/pricing/shipping.ts
@@ -9,9 +9,9 @@ const freeShippingLimitCents = 5_000;
 
 /** Shipping in cents for the goods of an order. */
 export function shippingFor(order: Order): number {
   const goods = order.lines.reduce((sum, line) => sum + line.quantity * line.priceCents, 0);
-  if (goods > freeShippingLimitCents) return 0;
+  if (goods >= freeShippingLimitCents) return 0;
   return order.express ? expressCents : standardCents;
 }
 
 export function isExpress(order: Order): boolean {
`;

export const samplePlan = {
  taskType: "bug_fix",
  summary:
    "Reproduce the failing shipping test, locate the wrong condition, fix it, and verify with the whole suite.",
  engine: "local",
  analysis: {
    languages: [
      { name: "TypeScript", share: 0.93 },
      { name: "JSON", share: 0.07 },
    ],
    packageManager: "npm",
    runner: "node:test",
    commands: { install: null, test: "node --test", build: "tsc --noEmit", lint: null },
    entryPoints: ["src/server.ts"],
    testFiles: 7,
    files: 31,
    recentCommits: [
      {
        sha: "3f1c2aa4b1d2e3f4a5b6c7d8e9f0a1b2c3d4e5f6",
        subject: "Add express shipping",
        author: "Ada",
        committedAt: "2026-11-19T10:00:00Z",
      },
    ],
    used: [
      "The goal names a failing test; test/shipping.test.ts holds one about the free-shipping limit.",
      "package.json runs the tests with node --test.",
      "The last commit changed src/pricing/shipping.ts.",
    ],
  },
  estimate: { seconds: 25, costMicros: 0 },
  steps: [
    ["setup", "Prepare the sandbox", "meta", "run_command", []],
    ["reproduce", "Reproduce the failing test", "dev", "run_tests", ["setup"]],
    ["locate", "Locate the root cause", "dev", "locate_fault", ["reproduce"]],
    ["fix", "Fix the cause", "dev", "propose_fix", ["locate"]],
    ["verify", "Verify with the whole suite", "dev", "run_tests", ["fix"]],
    ["pull-request", "Open a pull request", "dev", "show_diff", ["verify"]],
  ].map(([key, title, agent, tool, dependsOn]) => ({
    key,
    title,
    agent,
    tool,
    dependsOn,
    action: `${title} in a clean sandbox at the base commit.`,
    inputs: { command: "node --test" },
    successCriteria: "The command ends with the expected test counts.",
    fallback: "Stop with the evidence found so far and ask for more detail.",
  })),
};

export const output = `✖ ${failing} (2.1ms)
  AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:

  490 !== 0

      at TestContext.<anonymous> (test/shipping.test.ts:22:10)
✔ orders below the limit pay standard shipping (0.4ms)
ℹ tests 24
ℹ pass 23
ℹ fail 1`;

const report = {
  command: "node --test",
  durationMs: 1840,
  truncated: false,
  timedOut: false,
  skipped: 0,
  total: 24,
};
const failure = {
  file: "test/shipping.test.ts",
  name: failing,
  message: "Expected values to be strictly equal:\n\n490 !== 0",
};
const before = {
  ...report,
  phase: "before",
  exitCode: 1,
  passed: 23,
  failed: 1,
  failures: [failure],
  output,
};
const after = {
  ...report,
  phase: "after",
  exitCode: 0,
  passed: 24,
  failed: 0,
  failures: [],
  output: "ℹ tests 24\nℹ pass 24\nℹ fail 0",
};

export const sampleEvidence = [
  {
    key: "setup",
    kind: "setup",
    title: "Sandbox set-up",
    data: {
      command: "npm ci",
      exitCode: 0,
      durationMs: 3120,
      output: "added 12 packages in 3s",
      truncated: false,
    },
  },
  { key: "before", kind: "test_report", title: "Tests before the fix", data: before },
  {
    key: "cause",
    kind: "root_cause",
    title: "Root cause",
    data: {
      file: "src/pricing/shipping.ts",
      line: 13,
      function: "shippingFor",
      explanation:
        "The condition uses “greater than”, so an order of exactly 50.00 is charged. The test and the price list say that shipping is free from the limit on.",
      suspicious: [
        { file: "src/pricing/shipping.ts", line: 13, score: 1 },
        { file: "src/pricing/shipping.ts", line: 14, score: 0.71 },
        { file: "src/orders/total.ts", line: 8, score: 0.41 },
      ],
      failing: { name: failing, expected: "0", actual: "490", message: "490 !== 0" },
    },
  },
  {
    key: "diff",
    kind: "diff",
    title: "Change",
    data: {
      patch: samplePatch,
      files: [{ path: "src/pricing/shipping.ts", additions: 1, deletions: 1 }],
      summary: "Compare with >= instead of >",
    },
  },
  { key: "after", kind: "test_report", title: "Tests after the fix", data: after },
  {
    key: "verification",
    kind: "verification",
    title: "Verification",
    data: {
      verdict: "verified",
      reasons: [
        "The failing test failed before the edit and passes after it.",
        "All 24 tests ran after the last edit and passed.",
        "No test was changed, removed or skipped.",
      ],
      treeSha: "a94a8fe5ccb19ba61c4c0873d391e987982fbbd3",
      checkedAt: "2026-11-21T12:00:30Z",
      before: { total: 24, passed: 23, failed: 1, skipped: 0 },
      after: { total: 24, passed: 24, failed: 0, skipped: 0 },
      flags: [],
    },
  },
];

export const samplePullRequest = {
  title: "Charge no shipping from the free-shipping limit on",
  body: `## What was wrong
\`shippingFor\` compared with \`>\`: an order of **exactly** 50.00 was charged.

## Evidence
| | total | passed | failed |
| --- | --- | --- | --- |
| before | 24 | 23 | 1 |
| after | 24 | 24 | 0 |

- Failing before: \`${failing}\`
- Risk: low, one line in one file
- Cost: $0.00 (embedded engine)

\`\`\`text
490 !== 0
\`\`\`
`,
  branch: "morningai/run-1-shipping",
  baseBranch: "main",
  baseSha: "3f1c2aa4b1d2e3f4a5b6c7d8e9f0a1b2c3d4e5f6",
  headSha: "9d0e1b7c1a2b3c4d5e6f708192a3b4c5d6e7f809",
  flags: [] as string[],
};
