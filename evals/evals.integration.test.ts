import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadSuite } from "#scripts/eval/load-suite.ts";
import type { Scorecard } from "#scripts/eval/scorecard.ts";
import { runCommand } from "#scripts/terminal/command.ts";

const repositories = path.join(import.meta.dirname, "repositories");
const script = path.join(import.meta.dirname, "../scripts/eval.ts");
const dataDir = mkdtempSync(path.join(tmpdir(), "morningai-evals-"));
// One for each test runner, one that can't be solved and one that can't be reproduced. The repair engine by
// itself meets the others in lib/repair/eval-repositories.integration.test.ts.
const suite = path.join(dataDir, "suite");
for (const id of ["library-loans", "newsletter", "parcel-quotes", "price-export", "team-dashboard"]) {
  cpSync(path.join(repositories, id), path.join(suite, id), { recursive: true });
}
const { tasks } = loadSuite(suite);

let card: Scorecard;
let exitCode: number;

beforeAll(async () => {
  const command = [process.execPath, script, "--suite", suite, "--data", dataDir, "--json"];
  const { code, stdout, output } = await runCommand(command);
  if (!stdout.startsWith("{")) throw new Error(output);
  card = JSON.parse(stdout);
  exitCode = code;
}, 600_000);

afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test.each(tasks.map((task) => [task.id, task.expect ?? "verified"]))(
  "%s ends %s, and what is said of it is true",
  (id, expected) => {
    const result = card.results.find((one) => one.id === id);
    // Nobody answers where fixes disagree on something that the visible tests leave open: "partly" says so.
    const verdict = expected === "verified" ? expect.stringMatching(/^(verified|partly)$/) : expected;
    expect(result).toMatchObject({ verdict, honest: true, problem: null });
    if (expected === "verified") expect(result).toMatchObject({ solved: true, correct: true });
  },
);

test("the command's exit code says the same", () => {
  expect(exitCode).toBe(0);
});
