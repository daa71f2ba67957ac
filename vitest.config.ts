import { defineConfig } from "vitest/config";
import { SpreadSlow } from "./scripts/test/spread-slow.ts";

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
