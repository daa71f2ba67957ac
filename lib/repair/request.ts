import { z } from "zod";

const testId = z.object({ file: z.string().min(1), name: z.string().min(1) });

/** What the program reads from standard input. Paths are relative to `root`. */
export const requestSchema = z.object({
  command: z.enum(["localise", "repair"]),
  root: z.string().min(1),
  /** "unknown": only the test command can run the tests. */
  runner: z.enum(["node:test", "vitest", "jest", "mocha", "pytest", "unittest", "unknown"]),
  testFiles: z.array(z.string().min(1)).min(1),
  /** Empty: the failing tests are found by running the test files. */
  failingTests: z.array(testId).default([]),
  /** Only these files may be changed. */
  sourceFiles: z.array(z.string()).optional(),
  stackFrames: z.array(z.object({ file: z.string(), line: z.number().int() })).default([]),
  /** Text of the issue: its words serve as ingredients. */
  hints: z.string().max(20_000).default(""),
  /** Fixes made before in this organisation's repositories: their changes serve as templates. */
  pastFixes: z
    .array(z.object({ before: z.string().max(200_000), after: z.string().max(200_000) }))
    .max(200)
    .default([]),
  seconds: z.number().positive().max(3_600).default(60),
  seed: z.number().int().default(1),
  maxPatches: z.number().int().min(1).max(50).default(5),
  /** How to run the tests with the repository's own runner, for tests the warm worker can't run. */
  testCommand: z.array(z.string()).optional(),
});

export type RepairRequest = z.infer<typeof requestSchema>;

/** Parse one request. Throws an Error whose message lists every wrong field. */
export function parseRequest(json: string): RepairRequest {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new Error("The request on standard input is not JSON", { cause: error });
  }
  const parsed = requestSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    (issue) => `${issue.path.join(".") || "request"}: ${issue.message}`,
  );
  throw new Error(`The request is not valid. ${problems.join("; ")}`);
}
