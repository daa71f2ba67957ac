/**
 * `node scripts/bootstrap.mjs eval-review [suite …]`: what the code review says of the change that brings a bug in
 * (from the reference solution to the repository as it is) and of the one that mends it. docs/evals.md says what the
 * figures mean.
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { selectForge } from "#lib/ports/forge/select.ts";
import { selectSandbox } from "#lib/ports/sandbox/select.ts";
import { loadSuite } from "./eval/load-suite.ts";
import { type ReviewedTask, reviewTask } from "./eval/review-task.ts";
import { shareOf } from "./eval/statistics.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    only: { type: "string" },
    jobs: { type: "string", default: "2" },
    /** "2/3": the second third of the tasks. */
    part: { type: "string", default: "1/1" },
    /** Leave the tests out: what the rules and the type checker see by themselves. */
    "no-tests": { type: "boolean", default: false },
  },
});
const suites = positionals.length > 0 ? positionals : ["fixes", "repositories"];
const percent = (share: number): string => `${Math.round(share * 100)} %`;

function rate(hits: number, total: number): string {
  const { share, low, high } = shareOf(hits, total);
  return `${hits} of ${total}: ${percent(share ?? 0)} (${percent(low)}–${percent(high)})`;
}

const dataDir = mkdtempSync(path.join(tmpdir(), "morningai-review-"));
const ports = {
  forge: selectForge({ dataDir, roots: [], maxMb: 200 }),
  provider: selectSandbox({ dataDir, programDir: path.join(import.meta.dirname, "..") }),
};
const [part = 1, parts = 1] = values.part.split("/").map(Number);
const results: ReviewedTask[] = [];
try {
  const tasks = suites
    .flatMap((suite) => loadSuite(suite, values.only).tasks)
    .filter((task) => existsSync(path.join(task.repo, "..", "solution.patch")))
    .filter((_, index) => index % parts === part - 1);
  const work = async () => {
    for (let task = tasks.shift(); task; task = tasks.shift()) {
      const result = await reviewTask(ports, task, { tests: !values["no-tests"] });
      results.push(result);
      const said = (name: "bug" | "fix") =>
        result[name].map(({ path: file, line, rule }) => `${file}:${line} ${rule}`).join(", ") || "nothing";
      console.error(`${result.id}: bug: ${said("bug")}; fix: ${said("fix")}`);
    }
  };
  await Promise.all(Array.from({ length: Number(values.jobs) || 1 }, work));
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}

if (values.json) console.log(JSON.stringify({ results }));
else {
  const bySource = (source: string) =>
    results.filter(({ bug }) => bug.some((one) => one.source === source)).length;
  const placed = results.filter(({ bug }) => bug.length > 0);
  console.log(`Changes that bring a bug in, with a finding: ${rate(placed.length, results.length)}`);
  for (const source of ["rules", "compiler", "tests"])
    console.log(`  by ${source}: ${rate(bySource(source), results.length)}`);
  console.log(
    `  in a file that the reference solution mends: ${rate(placed.filter(({ inPlace }) => inPlace).length, placed.length)}`,
  );
  const clean = results.filter(({ fix }) => fix.length === 0).length;
  console.log(`Changes that mend it, without a finding: ${rate(clean, results.length)}`);
}
process.exit();
