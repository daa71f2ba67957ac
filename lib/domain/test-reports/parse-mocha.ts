import { z } from "zod";
import { LOADING, type TestCase } from "./schema.ts";

const reportSchema = z.object({
  tests: z.array(
    z.object({
      file: z.string(),
      name: z.string(),
      status: z.enum(["passed", "failed", "skipped"]),
      message: z.string().optional(),
    }),
  ),
});

const relative = (path: string, root: string): string =>
  path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;

/** Test cases of the report that `lib/repair/harness/mocha-report.cjs` writes; null when the text is none. */
export function parseMocha(json: string, root: string): TestCase[] | null {
  try {
    const { tests } = reportSchema.parse(JSON.parse(json));
    return tests.map((test) => ({ ...test, file: relative(test.file, root), todo: false }));
  } catch {
    return null;
  }
}

/**
 * mocha ends at the first file that can't be loaded and reports no test at all. The failed case of that file, read
 * from what was printed: an error of loading and, in its stack, a file with a test's name. Null without them.
 */
export function readLoadFailure(output: string, root: string): TestCase[] | null {
  const start = output.search(/^.*\b(?:SyntaxError|ReferenceError|TypeError|Error)(?: \[\w+\])?: /m);
  if (start < 0) return null;
  const message = output.slice(start).slice(0, 6_000);
  const named = [...message.matchAll(/(?:file:\/\/)?(\/[^\s():]+\.[cm]?[jt]sx?)\b/g)].map(
    ([, path = ""]) => path,
  );
  const own = named.filter((path) => path.startsWith(`${root}/`) && !path.includes("/node_modules/"));
  const file = own.find((path) => /[._-](?:test|spec)\.[cm]?[jt]sx?$|\/tests?\//.test(path));
  return file
    ? [{ file: relative(file, root), name: LOADING, status: "failed", todo: false, message }]
    : null;
}
