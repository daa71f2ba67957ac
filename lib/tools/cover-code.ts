import { posix } from "node:path";
import { z } from "zod";
import { chooseStyle, type Sibling } from "#lib/domain/issues/reproduction-style.ts";
import { isOwnFile } from "#lib/domain/repositories/detect-languages.ts";
import { findTestFiles } from "#lib/domain/repositories/detect-tests.ts";
import { selectTests } from "#lib/domain/test-reports/select-tests.ts";
import { isGenerated } from "#lib/repair/syntax/generated.ts";
import { runCharacteriseProgram } from "./characterise-program.ts";
import { defineTool, type ToolContext, ToolError } from "./define-tool.ts";
import { writeChanges } from "./write-changes.ts";

const MAX_SOURCES = 60;
const MAX_SIBLINGS = 60;
const MAX_BYTES = 200_000;

const JAVASCRIPT = /(?<!\.d)\.[cm]?[jt]sx?$/;
/** Files that set something up instead of doing something that others call. */
const SETTING =
  /(^|\/)[^/]*\.(config|setup)\.[a-z]+$|(^|\/)(setup|conftest|__main__|manage)\.py$|^\.|(^|\/)(scripts|migrations|examples|fixtures|docs)\//;

const read = async ({ sandbox }: ToolContext, path: string): Promise<string> =>
  new TextDecoder().decode((await sandbox.readFile(path)) ?? new Uint8Array());

function scriptOf(manifest: string): { test: string; module: "module" | "commonjs" } {
  try {
    const { scripts, type } = JSON.parse(manifest) as { scripts?: { test?: unknown }; type?: unknown };
    return {
      test: typeof scripts?.test === "string" ? scripts.test : "",
      module: type === "module" ? "module" : "commonjs",
    };
  } catch {
    return { test: "", module: "commonjs" };
  }
}

/** Source files of the runner's language that a path names, or all of them. */
async function sourcesOf(
  context: ToolContext,
  path: string | null,
  files: { path: string; size: number }[],
): Promise<string[]> {
  const python = context.workspace.runner === "pytest" || context.workspace.runner === "unittest";
  const tests = new Set(findTestFiles(files));
  const sources = files.filter(
    (file) =>
      isOwnFile(file.path) &&
      !tests.has(file.path) &&
      (python ? file.path.endsWith(".py") : JAVASCRIPT.test(file.path)) &&
      file.size < MAX_BYTES &&
      file.size > 0,
  );
  const asked = sources
    .map((file) => file.path)
    .filter((one) =>
      path === null
        ? !SETTING.test(one)
        : path.endsWith("/")
          ? one.startsWith(path) || one.includes(`/${path}`)
          : one === path || one.endsWith(`/${path}`),
    );
  const own: string[] = [];
  for (const one of asked.slice(0, MAX_SOURCES))
    if (!isGenerated(one, await read(context, one))) own.push(one);
  return own;
}

/** How the new tests of each source file are named, written and run. */
async function subjectFiles(
  context: ToolContext,
  sources: string[],
  files: { path: string; size: number }[],
) {
  const { workspace } = context;
  const { runner, testCommand: command } = workspace;
  const folder = /^cd '([^']+)' && /.exec(command)?.[1];
  const { test: script, module: moduleType } = scriptOf(
    await read(context, `${folder ? `${folder}/` : ""}package.json`),
  );
  const paths = findTestFiles(files).slice(0, MAX_SIBLINGS);
  const siblings: Sibling[] = [];
  for (const path of paths) siblings.push({ path, text: await read(context, path) });
  const taken = new Set(files.map(({ path }) => path));
  const narrow = (file: string) => selectTests({ command, runner, script, files: [file] });
  return sources.map((file) => {
    const style = chooseStyle({
      definition: { file },
      siblings,
      runner,
      taken,
      moduleType,
      word: "behaviour",
    });
    taken.add(style.path);
    const explorer = chooseStyle({
      definition: { file },
      siblings,
      runner,
      taken,
      moduleType,
      word: "explorer",
    });
    const { path: testPath, module, extension, jestGlobals, pythonModule, word, chai, quote } = style;
    const python = file.endsWith(".py");
    return {
      ...{ file, testPath, module, extension, jestGlobals, word, chai, quote },
      pythonModule: python ? pythonModule : "",
      runTest: narrow(testPath),
      explorerPath: python ? "" : explorer.path,
      runExplorer: python ? null : narrow(explorer.path),
    };
  });
}

const SUPPORTED = new Set(["node:test", "vitest", "jest", "mocha", "pytest", "unittest"]);

export const coverCode = defineTool({
  name: "cover_code",
  description:
    "Writes tests for code that the suite does not cover, without a model: tries calls, records what they give, and keeps tests that pass each time and fail on a changed code. They hold present behaviour, right or wrong. path: a file, a folder that ends with a slash, or null for all.",
  risk: "medium",
  input: z.object({
    path: z.string().max(500).nullable(),
    symbol: z.string().max(200).nullable(),
    seconds: z.number().int().min(10).max(600).default(150),
  }),
  async execute(context, { path, symbol, seconds }) {
    const { sandbox, workspace } = context;
    if (!SUPPORTED.has(workspace.runner))
      throw new ToolError(`Tests can't be written for the test runner "${workspace.runner}".`);
    const files = await sandbox.listFiles();
    const sources = await sourcesOf(context, path, files);
    if (sources.length === 0) {
      const stem = posix
        .basename(path ?? "")
        .replace(/\.[^.]+$/, "")
        .toLowerCase();
      const near = files
        .map((file) => file.path)
        .filter(
          (one) =>
            stem !== "" &&
            JAVASCRIPT.test(one) === JAVASCRIPT.test(path ?? "") &&
            one.toLowerCase().includes(stem.slice(0, 5)),
        );
      throw new ToolError(
        `There is no source file ${path ?? "that tests could be written for"}.${near.length > 0 ? ` There are: ${near.slice(0, 5).join(", ")}.` : ""}`,
      );
    }
    const tests = findTestFiles(files);
    const answer = await runCharacteriseProgram(sandbox, {
      runner: workspace.runner,
      testCommand: workspace.testCommand,
      files: await subjectFiles(context, sources, files),
      symbols: symbol === null ? null : [symbol],
      context: [...tests, ...sources].slice(0, 120),
      hasTests: tests.length > 0,
      seconds,
    });
    const changed = answer.tests.map(({ path: one, content }) => ({ path: one, content }));
    const written = changed.length > 0 ? await writeChanges(context, changed, "Add tests") : null;
    return { ...answer, sources: sources.length, checkpoint: written?.checkpoint ?? workspace.head };
  },
  checkpoint: (output) => output.checkpoint,
});
