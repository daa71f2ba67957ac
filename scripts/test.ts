/**
 * `npm test`: unit and component tests, integration tests, their coverage, the production build, and the
 * e2e tests in Chromium. `npm test -- unit` (or integration, long, build, e2e) runs one stage without coverage;
 * "long" is part of no other.
 * The last line sums all stages: "N passed, N failed".
 */
import { resolve } from "node:path";
import { formatDuration } from "./terminal/duration.ts";
import { chooseStages, clearReports, type StageOptions, type TestStage } from "./test/stages.ts";
import { addTotals, type Totals } from "./test/totals.ts";

const root = resolve(import.meta.dirname, "..");

interface Outcome {
  name: string;
  totals: Totals;
  durationMs: number;
}

async function runStage(stage: TestStage, options: StageOptions): Promise<Outcome> {
  console.log(`\n── ${stage.name} ──`);
  const startedAt = performance.now();
  const totals = await stage.run(options).catch((error: unknown) => {
    console.log(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1 };
  });
  return { name: stage.name, totals, durationMs: performance.now() - startedAt };
}

const [argument] = process.argv.slice(2);
const stages = chooseStages(argument);
if (!stages) {
  console.log(
    `There is no stage "${argument}". Choose unit, integration, long, build or e2e, or none for all but long.`,
  );
  process.exit(1);
}
clearReports(root);
const outcomes: Outcome[] = [];
for (const stage of stages) outcomes.push(await runStage(stage, { root, coverage: !argument }));

console.log("\n── summary ──");
for (const { name, totals, durationMs } of outcomes) {
  const counts = `${totals.passed} passed, ${totals.failed} failed`;
  console.log(
    `${totals.failed === 0 ? "✓" : "✗"} ${name.padEnd(12)} ${formatDuration(durationMs).padStart(12)}   ${counts}`,
  );
}
const sum = addTotals(outcomes.map((one) => one.totals));
console.log(`${sum.passed} passed, ${sum.failed} failed`);
process.exit(sum.failed === 0 ? 0 : 1);
