import { defineConfig } from "vitest/config";
import { SpreadSlow } from "./scripts/test/spread-slow.ts";

// Whole runs and evaluations that take minutes each; `npm test -- long` runs them, so that `npm test` stays below
// 20 minutes on two cores. Each kind of run has a test in the stage "integration" too.
const long = [
  "evals/evals.integration.test.ts",
  "scripts/eval.integration.test.ts",
  "lib/repair/eval-repositories.integration.test.ts",
  "lib/agents/bad-code.integration.test.ts",
  "lib/agents/bad-input.integration.test.ts",
  "lib/agents/decisions.integration.test.ts",
  "scripts/goal.integration.test.ts",
];

const node = { environment: "node", testTimeout: 30_000, hookTimeout: 60_000 } as const;

export default defineConfig({
  test: {
    sequence: { sequencer: SpreadSlow },
    projects: [
      {
        test: {
          ...node,
          name: "unit",
          include: ["lib/**/*.test.ts", "inngest/**/*.test.ts", "scripts/**/*.test.ts", "app/**/*.test.ts"],
          exclude: ["**/*.integration.test.ts"],
          setupFiles: ["scripts/testing/console.ts"],
        },
      },
      {
        test: {
          ...node,
          name: "integration",
          include: ["**/*.integration.test.ts", "supabase/**/*.test.ts"],
          exclude: [
            ...long,
            "node_modules/**",
            ".next/**",
            ".data/**",
            "evals/repositories/**",
            "evals/fixes/**",
            "evals/refactorings/**",
            "evals/tests/**",
            "evals/docs/**",
            "supabase/seed/**",
          ],
          setupFiles: ["scripts/testing/console.ts"],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          // A third of the time is waiting for processes, so three keep two cores busy.
          maxWorkers: 3,
        },
      },
      {
        test: {
          ...node,
          name: "long",
          include: long,
          setupFiles: ["scripts/testing/console.ts"],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "components",
          environment: "happy-dom",
          include: ["components/**/*.test.tsx", "app/**/*.test.tsx"],
          setupFiles: ["scripts/testing/console.ts"],
        },
      },
    ],
    coverage: {
      provider: "v8",
      include: ["lib/**/*.ts", "inngest/**/*.ts"],
      exclude: ["**/*.test.ts", "lib/db/types.ts", "**/*.py"],
      reporter: ["text-summary", "json-summary"],
      thresholds: { lines: 70, statements: 70, functions: 70, branches: 60 },
    },
  },
});
