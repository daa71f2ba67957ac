import { afterEach, expect, test } from "vitest";
import { repository } from "../testing/repository.ts";
import { WarmWorker } from "./client.ts";
import type { Candidate, Goal, Verdict } from "./protocol.ts";

const SOURCE = `export function fit(values, limit) {
  let kept = 0;
  for (const value of values) {
    if (value < limit) kept++;
  }
  return kept;
}
`;
const TEST = `import assert from "node:assert/strict";
import { test } from "node:test";
import { fit } from "../src/fit.js";
test("counts the limit itself", () => assert.equal(fit([1, 2, 3], 3), 3));
test("counts what is below", () => assert.equal(fit([1, 9], 5), 1));
`;

const RIGHT = { start: SOURCE.indexOf("< limit"), end: SOURCE.indexOf("< limit") + 1, text: "<=" };
const BODY = SOURCE.indexOf("let kept");
const goal: Goal = {
  targets: [{ file: "test/fit.test.js", name: "counts the limit itself" }],
  passing: [{ file: "test/fit.test.js", name: "counts what is below" }],
  ticks: 10,
  targetTicks: 10,
  milliseconds: 5,
};

let worker: WarmWorker | undefined;
afterEach(() => worker?.stop());

async function judge(
  inserted: string[],
  budget = 2_500,
): Promise<{ verdicts: Verdict[]; replaced: number; judged: number }> {
  const root = repository({ "src/fit.js": SOURCE, "test/fit.test.js": TEST });
  worker = new WarmWorker({ root, runner: "node:test", testFiles: ["test/fit.test.js"] });
  worker.patience = 1_000;
  const baseline = await worker.baseline(false);
  expect(baseline.tests.map(({ status }) => status)).toEqual(["failed", "passed"]);
  const bad = inserted.map(
    (text, id): Candidate => ({
      id,
      changes: [{ file: "src/fit.js", edits: [{ start: BODY, end: BODY, text }] }],
    }),
  );
  const good: Candidate = { id: 99, changes: [{ file: "src/fit.js", edits: [RIGHT] }] };
  const verdicts: Verdict[] = [];
  const judged = await worker.judge(
    [...bad, good],
    goal,
    budget,
    (verdict) => verdicts.push(verdict),
    () => false,
  );
  return { verdicts, replaced: worker.replaced, judged };
}

test("a right candidate passes all tests", async () => {
  const { verdicts } = await judge([]);
  expect(verdicts).toEqual([
    { id: 99, outcome: "plausible", fixed: [0], testsPassed: 2, testsTotal: 2, broken: 0 },
  ]);
});

test("a hang without loop guards is cut and the next candidate is judged", async () => {
  const { verdicts, replaced, judged } = await judge(["while (true);"]);
  expect(verdicts.map(({ id, outcome }) => [id, outcome])).toContainEqual([99, "plausible"]);
  expect(replaced).toBe(1);
  expect(judged).toBe(2);
});

test("an overwritten builtin does not corrupt later candidates", async () => {
  const { verdicts, replaced } = await judge([
    "Array.prototype[Symbol.iterator] = function* () {};",
    "Math.max = () => 0; globalThis.left = 1;",
  ]);
  expect(verdicts.map(({ id }) => id)).toEqual([99]);
  expect(replaced).toBe(2);
});

test("exit, processes, files, network and console floods are denied and survived", async () => {
  const { verdicts, judged } = await judge([
    "process.exit(0);",
    "process.kill(process.pid);",
    'process.getBuiltinModule("node:fs").writeFileSync("/tmp/repair-should-not-exist", "x");',
    'process.getBuiltinModule("node:child_process").execSync("true");',
    'process.getBuiltinModule("node:net").connect(1);',
    'for (let i = 0; i < 1e4; i++) console.log("flood");',
  ]);
  expect(verdicts.map(({ id }) => id)).toEqual([99]);
  expect(judged).toBe(7);
});

test("a candidate that eats the memory costs only its own worker", async () => {
  const { verdicts, judged } = await judge(['const a = []; while (true) a.push(new Array(1e5).fill("x"));']);
  expect(verdicts.map(({ id }) => id)).toEqual([99]);
  expect(judged).toBe(2);
});

test("a wait that can never end is a failure, not a hang", async () => {
  const root = repository({
    "src/wait.js": "export const wait = () => Promise.resolve(1);\n",
    "test/wait.test.js": `import { test } from "node:test";\nimport { wait } from "../src/wait.js";\ntest("waits", async () => { await wait(); await new Promise(() => {}); });\n`,
  });
  worker = new WarmWorker({ root, runner: "node:test", testFiles: ["test/wait.test.js"] });
  const { tests } = await worker.baseline(false);
  expect(tests[0]?.message).toBe("the test never ended");
});

test("module mocks are reported as unsupported", async () => {
  const root = repository({
    "test/a.test.ts": 'import { test, vi } from "vitest";\nvi.mock("../src/a.ts");\ntest("a", () => {});\n',
  });
  worker = new WarmWorker({ root, runner: "vitest", testFiles: ["test/a.test.ts"] });
  expect((await worker.baseline(false)).unsupported).toContain("vi.mock");
});
