import { spawnSync } from "node:child_process";
import { join, posix } from "node:path";
import { z } from "zod";
import type { Language } from "../language.ts";
import type { Exploration, Mutant, Probe, Subject, SubjectFile } from "../request.ts";
import { spreadMutants } from "../spread-mutants.ts";
import type { Workbench } from "../workbench.ts";
import { pythonName, writePythonTests } from "./write-tests.ts";

const PROGRAM = join(import.meta.dirname, "main.py");
const EXPLORER = join(import.meta.dirname, "explore.py");
const MAX_CONTEXT = 80;

const probe = z.object({
  id: z.number(),
  kind: z.enum(["statement", "branch"]),
  line: z.number(),
  start: z.number(),
  end: z.number(),
});
const instrumented = z.array(
  z.object({ file: z.string(), text: z.string().nullable(), probes: z.array(probe) }),
);
const possible = z.array(
  z.object({ line: z.number(), start: z.number(), what: z.string(), text: z.string(), operator: z.string() }),
);

/** Asks the Python program; it reads Python best. Throws when there is no answer. */
function ask(request: unknown, cwd: string): unknown {
  const result = spawnSync("python3", ["-B", "-X", "utf8", PROGRAM], {
    input: JSON.stringify(request),
    encoding: "utf8",
    maxBuffer: 64_000_000,
    timeout: 60_000,
    cwd,
  });
  if (result.status !== 0) throw new Error(`The Python program failed: ${result.stderr.slice(-400)}`);
  return JSON.parse(result.stdout);
}

function instrumentText(bench: Workbench, file: string, text: string): string | null {
  const [made] = instrumented.parse(ask({ command: "instrument", files: [{ file, text }] }, bench.folder));
  return made?.text ?? null;
}

/** Folder that the module's dotted name begins at. */
function homeOf(bench: Workbench, { file, pythonModule }: SubjectFile): string {
  const path = `${pythonModule.replaceAll(".", "/")}.py`;
  return file.endsWith(path) ? posix.join(bench.folder, file.slice(0, -path.length)) : bench.folder;
}

/** The interpreter of the test command, else that of a virtual environment, else the usual one. */
const interpreterOf = (command: string): string =>
  /(?:^|\s|&&)(\S*\bpython[\d.]*)\s/.exec(command)?.[1] ?? "python3";

function writeMutants(
  bench: Workbench,
  entry: SubjectFile,
  mutants: Mutant[],
): { id: number; module: string }[] {
  const texts = mutants.map(({ id, text }) => ({ file: entry.file, text, id }));
  const made = instrumented.parse(ask({ command: "instrument", files: texts }, bench.folder));
  return texts.flatMap(({ id }, at) => {
    const text = made[at]?.text;
    if (!text) return [];
    bench.write(entry.file.replace(/\.py$/, `_mutant${id}.py`), text);
    return [{ id, module: `${entry.pythonModule}_mutant${id}` }];
  });
}

/** Names that a file defines or imports at its top. */
const topNames = (text: string): Set<string> =>
  new Set(
    [...text.matchAll(/^(?:(?:async )?def|class) (\w+)|^(\w+)\s*(?::[^=\n]+)?=/gm)].map(
      ([, a, b]) => a ?? b ?? "",
    ),
  );

/** Python: files are instrumented by their syntax tree, calls are tried in a process that imports the module. */
export const python: Language = {
  async instrument(bench, files) {
    const texts = files.map((file) => ({ file, text: bench.read(file) ?? "" }));
    const probes = new Map<string, Probe[]>();
    for (const one of instrumented.parse(ask({ command: "instrument", files: texts }, bench.folder))) {
      if (one.text === null) continue;
      bench.write(one.file, one.text);
      probes.set(one.file, one.probes);
    }
    return { probes, environment: { MORNINGAI_HITS: bench.hitsPath } };
  },
  async subjects(bench, request, entry, samples) {
    const paths = [...new Set([entry.file, ...request.context])].filter((path) => path.endsWith(".py"));
    const context = paths.slice(0, MAX_CONTEXT).map((path) => bench.read(path) ?? "");
    const text = bench.read(entry.file) ?? "";
    return ask(
      { command: "subjects", text, context, samples: Object.fromEntries(samples) },
      bench.folder,
    ) as Subject[];
  },
  async explore(bench, request, entry, { calls, mutants, compared }) {
    const written = writeMutants(bench, entry, mutants);
    const text = instrumentText(bench, entry.file, bench.read(entry.file) ?? "");
    if (text !== null) bench.write(entry.file, text);
    const paths = [homeOf(bench, entry), bench.folder, import.meta.dirname];
    const plan = { module: entry.pythonModule, paths, calls, mutants: written, compared };
    const planPath = `.morningai-plan.json`;
    bench.write(planPath, JSON.stringify(plan));
    const interpreter = interpreterOf(request.testCommand);
    const run = await bench.run(`${interpreter} -B -X utf8 ${EXPLORER} < ${planPath}`, {
      MORNINGAI_HITS: "",
      PYTHONHASHSEED: "0",
    });
    bench.restore();
    try {
      return JSON.parse(run.stdout) as Exploration;
    } catch {
      return {
        results: [],
        mutants: [],
        problem: `The explorer gave no answer: ${run.output.trim().slice(-300)}`,
      };
    }
  },
  async mutants(bench, entry, subjects, lines, limit) {
    const text = bench.read(entry.file) ?? "";
    const found = possible.parse(
      ask({ command: "mutants", file: entry.file, text, lines: [...lines] }, bench.folder),
    );
    const own = found.flatMap((one) => {
      const subject = subjects.find(({ start, end }) => start <= one.start && one.start < end);
      return subject
        ? [{ ...one, family: one.operator.split(".")[0] ?? "", place: `${subject.name}:${one.line}` }]
        : [];
    });
    return spreadMutants(own, limit);
  },
  write(bench, request, entry, cases) {
    return writePythonTests(entry, request.runner, topNames(bench.read(entry.file) ?? ""), cases);
  },
  nameOf: (_, name) => pythonName(name),
};
