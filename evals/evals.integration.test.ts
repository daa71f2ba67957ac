import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { loadTasks } from "#scripts/eval/load-tasks.ts";
import type { EvalResult } from "#scripts/eval/run-suite.ts";
import { runCommand } from "#scripts/terminal/command.ts";

const suite = path.join(import.meta.dirname, "repositories");
const script = path.join(import.meta.dirname, "../scripts/eval.ts");
const tasks = loadTasks(suite);

let results: EvalResult[];
let exitCode: number;

beforeAll(async () => {
  const { code, output } = await runCommand([process.execPath, script, "--suite", suite, "--json"]);
  const last = output.trimEnd().split("\n").at(-1) ?? "";
  if (!last.startsWith("[")) throw new Error(output);
  results = JSON.parse(last);
  exitCode = code;
}, 600_000);

test.each(tasks.map((task) => [task.id, task.expect]))(
  "%s ends %s, and what is said of it is true",
  (id, expected) => {
    const result = results.find((one) => one.id === id);
    expect(result).toMatchObject({ verdict: expected, honest: true });
    if (expected === "verified") expect(result).toMatchObject({ judgePassed: true, judgeOutput: "" });
  },
);

test("the command's exit code says the same", () => {
  expect(exitCode).toBe(0);
});
