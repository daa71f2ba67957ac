import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { posix } from "node:path";
import type { Call, CharacteriseRequest, Exploration, Mutant, SubjectFile } from "../request.ts";
import type { Workbench } from "../workbench.ts";
import { defaultNameOf } from "./exported.ts";
import { instrumentFile, loadRuntime } from "./instrument-file.ts";

/** Source of a test file that tries calls, in the form that the runner takes for a test. */
function explorerSource(entry: SubjectFile, runner: CharacteriseRequest["runner"], planPath: string): string {
  const commonjs = entry.module === "commonjs";
  const load = commonjs
    ? "async (path) => require(path)"
    : runner === "vitest"
      ? "(path) => import(/* @vite-ignore */ path)"
      : "(path) => import(path)";
  const from = (what: string, module: string): string =>
    commonjs ? `const ${what} = require("${module}");` : `import ${what} from "${module}";`;
  const imports: Record<string, string> = {
    "node:test": from("test", "node:test"),
    vitest: from("{ test }", "vitest"),
    jest: entry.jestGlobals ? from("{ test }", "@jest/globals") : "",
    mocha: "",
  };
  const body = `async function () {
  ${runner === "mocha" ? "this.timeout(300000);" : ""}
  const runtime = ${loadRuntime};
  await runtime.explore(${JSON.stringify(planPath)}, {
    global: globalThis,
    load: ${load},
    evaluate: (space, text) => {
      const names = Object.keys(space).filter((name) => /^[A-Za-z_$][\\w$]*$/.test(name));
      return new Function(...names, "return (" + text + ")")(...names.map((name) => space[name]));
    },
  });
}`;
  const call =
    runner === "mocha"
      ? `it("explores", ${body});`
      : runner === "node:test"
        ? `test("explores", ${body});`
        : `test("explores", ${body}, 300000);`;
  return `// @ts-nocheck\n${imports[runner] ?? ""}\n${call}\n`;
}

const mutantPath = (file: string, id: number): string => {
  const { dir, name, ext } = posix.parse(file);
  return posix.join(dir, `${name}.mutant${id}${ext}`);
};

/** Tries calls of a file, each twice, through the repository's own runner; and on mutants those of `compared`. */
export async function exploreFile(
  bench: Workbench,
  request: CharacteriseRequest,
  entry: SubjectFile,
  work: { calls: Call[]; mutants: Mutant[]; compared: number[] },
): Promise<Exploration> {
  const planPath = `${bench.folder}.plan.json`;
  const out = `${bench.folder}.explored.json`;
  rmSync(out, { force: true });
  const mutants = work.mutants.flatMap(({ id, text }) => {
    const path = mutantPath(entry.file, id);
    try {
      bench.write(path, instrumentFile(entry.file, text).text);
    } catch {
      return [];
    }
    return [{ id, path: bench.path(path) }];
  });
  bench.write(entry.file, instrumentFile(entry.file, bench.read(entry.file) ?? "").text);
  bench.write(entry.explorerPath, explorerSource(entry, request.runner, planPath));
  const plan = {
    file: bench.path(entry.file),
    defaultName: defaultNameOf(entry.file),
    out,
    ...work,
    mutants,
  };
  writeFileSync(planPath, JSON.stringify(plan));
  const run = await bench.run(entry.runExplorer ?? request.testCommand, { MORNINGAI_HITS: "" });
  try {
    return JSON.parse(readFileSync(out, "utf8")) as Exploration;
  } catch {
    return {
      results: [],
      mutants: [],
      problem: `The explorer gave no answer: ${run.output.trim().slice(-300)}`,
    };
  } finally {
    bench.restore();
    rmSync(planPath, { force: true });
    rmSync(out, { force: true });
  }
}
