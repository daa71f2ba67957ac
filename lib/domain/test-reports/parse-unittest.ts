import { z } from "zod";
import type { TestCase } from "./schema.ts";

const reportSchema = z.object({
  tests: z.array(
    z.object({
      file: z.string(),
      name: z.string(),
      status: z.enum(["passed", "failed", "skipped"]),
      todo: z.boolean(),
      message: z.string().optional(),
    }),
  ),
});

/** Test cases of the report that `lib/repair/python/unittest_report.py` writes; null when the text is none. */
export function parseUnittest(json: string): TestCase[] | null {
  try {
    return reportSchema.parse(JSON.parse(json)).tests;
  } catch {
    return null;
  }
}
