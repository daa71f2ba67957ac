/**
 * `node scripts/bootstrap.mjs eval-localisation [suite …]`: how far down the list of suspects the fault of
 * each task stands, for each way of looking. docs/evals.md says what the figures mean.
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { selectSandbox } from "#lib/ports/sandbox/select.ts";
import type { Ranking } from "#lib/tools/rank-suspects.ts";
import { loadSuite } from "./eval/load-suite.ts";
import { type LocalisedTask, localiseTask, rankingNames } from "./eval/localise-task.ts";
import { shareOf, signTest } from "./eval/statistics.ts";

const TOP = [1, 3, 5];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    only: { type: "string" },
    jobs: { type: "string", default: String(availableParallelism()) },
  },
});
const suites = positionals.length > 0 ? positionals : ["fixes", "repositories"];
const log = (line: string): void => console.error(line);

const percent = (share: number): string => `${Math.round(share * 100)} %`;

function cell(results: LocalisedTask[], level: "functions" | "files", name: Ranking, top: number): string {
  const hits = results.filter((one) => (one[level][name] ?? Number.POSITIVE_INFINITY) <= top).length;
  const { share, low, high } = shareOf(hits, results.length);
  return `${percent(share ?? 0)} (${percent(low)}–${percent(high)})`;
}

function table(results: LocalisedTask[], level: "functions" | "files"): string {
  const head = `| ${level} | ${TOP.map((top) => `top ${top}`).join(" | ")} |\n| --- |${" --- |".repeat(TOP.length)}`;
  const rows = rankingNames.map(
    (name) => `| ${name} | ${TOP.map((top) => cell(results, level, name, top)).join(" | ")} |`,
  );
  return [head, ...rows].join("\n");
}

/** Tasks that only one of two rankingNames has among its first places, and how likely that is by luck. */
function contrast(results: LocalisedTask[], better: Ranking, than: Ranking, top: number): string {
  const within = (one: LocalisedTask, name: Ranking) =>
    (one.functions[name] ?? Number.POSITIVE_INFINITY) <= top;
  const gained = results.filter((one) => within(one, better) && !within(one, than)).length;
  const lost = results.filter((one) => !within(one, better) && within(one, than)).length;
  const p = signTest(gained, lost);
  const luck = p < 0.001 ? "< 0.001" : `= ${p.toFixed(3)}`;
  return `top ${top}: "${better}" against "${than}": ${gained} gained, ${lost} lost (one-sided sign test, p ${luck})`;
}

const dataDir = mkdtempSync(path.join(tmpdir(), "morningai-localise-"));
const provider = selectSandbox({ dataDir, programDir: path.join(import.meta.dirname, "..") });
const results: LocalisedTask[] = [];
try {
  const tasks = suites
    .flatMap((suite) => loadSuite(suite, values.only).tasks)
    .filter((task) => existsSync(path.join(task.repo, "..", "solution.patch")));
  const work = async () => {
    for (let task = tasks.shift(); task; task = tasks.shift()) {
      const result = await localiseTask(provider, task);
      const places = result && rankingNames.map((name) => result.functions[name] ?? "–").join(" ");
      log(`${task.id}: ${places ?? "left out"}`);
      if (result) results.push(result);
    }
  };
  await Promise.all(Array.from({ length: Number(values.jobs) || 1 }, work));
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}

if (values.json) console.log(JSON.stringify({ results }));
else {
  console.log(`${results.length} tasks\n\n${table(results, "functions")}\n\n${table(results, "files")}\n`);
  const pairs: [Ranking, Ranking][] = [
    ["text + stack trace + call graph", "text search"],
    ["text + stack trace + call graph", "text + stack trace"],
    ["coverage + call graph + text", "coverage"],
  ];
  for (const [better, than] of pairs)
    for (const top of [1, 3]) console.log(contrast(results, better, than, top));
}
process.exit();
