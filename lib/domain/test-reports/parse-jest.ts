import { z } from "zod";
import { LOADING, type TestCase } from "./schema.ts";

/** The JSON report that jest defined and vitest writes as well; lenient, since it is foreign data. */
const reportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string().optional(),
      status: z.string().optional(),
      assertionResults: z.array(
        z.object({
          ancestorTitles: z.array(z.string()).default([]),
          title: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

function statusOf(status: string): TestCase["status"] {
  if (status === "passed") return "passed";
  if (status === "failed") return "failed";
  return "skipped";
}

/** Terminal colours have no place in a report. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: ANSI escape sequences start with a control character
const plain = (text: string): string => text.replace(/\u001b\[[0-9;]*m/g, "");

/**
 * Test cases of a jest or vitest JSON report; a file that could not be loaded is one failed case.
 * Null when the text is not such a report.
 */
export function parseJest(json: string, root: string): TestCase[] | null {
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch {
    return null;
  }
  const report = reportSchema.safeParse(data);
  if (!report.success) return null;
  return report.data.testResults.flatMap((result) => {
    const file = result.name.startsWith(`${root}/`) ? result.name.slice(root.length + 1) : result.name;
    if (result.assertionResults.length === 0 && result.status === "failed") {
      const message = plain(result.message ?? "").slice(0, 6_000);
      return [{ file, name: LOADING, status: "failed" as const, todo: false, message }];
    }
    return result.assertionResults.map((test) => ({
      file,
      name: [...test.ancestorTitles, test.title].filter((part) => part !== "").join(" > "),
      status: statusOf(test.status),
      todo: test.status === "todo",
      ...(test.failureMessages?.length
        ? { message: plain(test.failureMessages.join("\n")).slice(0, 6_000) }
        : {}),
    }));
  });
}
