import { describe, expect, test } from "vitest";
import { localise, repair } from "./repair.ts";
import { requestSchema } from "./request.ts";
import { BUG_PROGRAMS } from "./testing/bug-programs.ts";
import { repository } from "./testing/repository.ts";

const request = (root: string, testFiles: string[], more: Record<string, unknown> = {}) =>
  requestSchema.parse({ command: "repair", root, runner: "node:test", testFiles, seconds: 60, ...more });

describe("each promised bug kind is fixed and the right patch comes first", () => {
  test.each(BUG_PROGRAMS)("$kind", async ({ files, right }) => {
    const root = repository(files);
    const tests = Object.keys(files).filter((file) => file.startsWith("test/"));
    const result = await repair(request(root, tests));
    expect(result.status).toBe("fixed");
    const [first] = result.patches;
    expect(first?.after).toMatch(right);
    expect(first?.overfit).toBe(false);
    expect(first?.testsPassed).toBe(first?.testsTotal);
    expect(result.rootCause?.file).toBe(first?.file);
  });
});

const head = 'import assert from "node:assert/strict";\nimport { test } from "node:test";\n';

test("two independent bugs are fixed together", async () => {
  const root = repository({
    "src/a.ts": `export function cheapest(prices: number[]): number {
  let best = Infinity;
  for (const price of prices) if (price > best) best = price;
  return best;
}
export function label(name: string, sold: boolean): string {
  return sold && name.length > 0 ? name : name + " (sold)";
}
`,
    "test/a.test.ts": `${head}import { cheapest, label } from "../src/a.ts";
test("cheapest", () => assert.equal(cheapest([3, 2, 5]), 2));
test("cheapest of none", () => assert.equal(cheapest([]), Infinity));
test("sold", () => assert.equal(label("Lamp", true), "Lamp (sold)"));
test("for sale", () => assert.equal(label("Lamp", false), "Lamp"));
`,
  });
  const result = await repair(request(root, ["test/a.test.ts"]));
  expect(result.status).toBe("fixed");
  expect(result.patches[0]?.operator).toContain("+");
});

test("enums, generics, classes and type-only imports are understood", async () => {
  const root = repository({
    "src/level.ts":
      "export enum Level { Low = 1, Mid, High }\nexport interface Alarm { level: Level; text: string }\n",
    "src/queue.ts": `import { Alarm, Level } from "./level.js";
export class Queue<T extends Alarm> {
  readonly #items: T[] = [];
  put(item: T): void { this.#items.push(item); }
  urgent(from: Level = Level.Mid): T[] { return this.#items.filter((item): item is T => (item as Alarm).level > from); }
}
`,
    "test/queue.test.ts": `import { expect, test } from "vitest";
import { Level } from "../src/level";
import { Queue } from "../src/queue";
test("urgent includes the level itself", () => {
  const queue = new Queue<{ level: Level; text: string }>();
  for (const level of [Level.Low, Level.Mid, Level.High]) queue.put({ level, text: Level[level] });
  expect(queue.urgent().map(({ text }) => text)).toEqual(["Mid", "High"]);
  expect(queue.urgent(Level.High)).toHaveLength(1);
});
test("an empty queue has nothing urgent", () => expect(new Queue().urgent()).toEqual([]));
`,
  });
  const result = await repair(request(root, ["test/queue.test.ts"], { runner: "vitest" }));
  expect(result.patches[0]?.unifiedSummary).toContain(">=");
});

test("CommonJS with jest globals is understood", async () => {
  const root = repository({
    "package.json": "{}",
    "src/stock.js": `const { limit } = require("./limits");
exports.reorder = (items) => items.filter((item) => item.count < limit).map(({ name }) => name);
`,
    "src/limits.js": "module.exports = { limit: 5 };\n",
    "test/stock.test.js": `const { reorder } = require("../src/stock");
const log = jest.fn();
beforeEach(() => log.mockClear());
test.each([[4, ["a"]], [5, ["a"]], [6, []]])("count %i", (count, expected) => {
  log(count);
  expect(reorder([{ name: "a", count }])).toEqual(expected);
  expect(log).toHaveBeenCalledTimes(1);
});
`,
  });
  const result = await repair(request(root, ["test/stock.test.js"], { runner: "jest" }));
  expect(result.failing.map(({ name }) => name)).toEqual(["count 5"]);
  expect(result.patches[0]?.unifiedSummary).toContain("<=");
});

test("a green suite ends as no failing test", async () => {
  const root = repository({ "test/a.test.ts": `${head}test("fine", () => assert.ok(true));\n` });
  expect((await repair(request(root, ["test/a.test.ts"]))).status).toBe("no_failing_test");
});

test("tests the warm worker can't run are judged by the test command", async () => {
  const root = repository({
    "src/sum.js": "export const sum = (a, b) => a - b;\n",
    "test/sum.test.js": `${head}import { writeFileSync } from "node:fs";
import { sum } from "../src/sum.js";
test("adds", () => { writeFileSync("cold.txt", ""); assert.equal(sum(2, 3), 5); });
`,
  });
  const result = await repair(
    request(root, ["test/sum.test.js"], { testCommand: [process.execPath, "--test"] }),
  );
  expect(result).toMatchObject({ status: "fixed", mode: "process" });
  expect(result.patches[0]?.after).toContain("a + b");
});

test("localise names the function of a thrown error first", async () => {
  const root = repository({
    "src/a.ts":
      "export function outer(x: { y?: { z: number } }): number { return inner(x) + 1; }\nfunction inner(x: { y?: { z: number } }): number { return x.y.z; }\n",
    "test/a.test.ts": `${head}import { outer } from "../src/a.ts";
test("with", () => assert.equal(outer({ y: { z: 1 } }), 2));
test("without", () => assert.equal(outer({}), 1));
`,
  });
  const result = await localise(request(root, ["test/a.test.ts"], { command: "localise" }));
  expect(result.localisation.functions[0]).toMatchObject({
    function: "inner",
    why: expect.stringContaining("stack trace"),
  });
});

test("the same request gives the same patches", async () => {
  const [program] = BUG_PROGRAMS;
  const root = repository(program?.files ?? {});
  const once = await repair(request(root, ["test/stay.test.ts"]));
  const again = await repair(request(root, ["test/stay.test.ts"]));
  expect(again.patches).toEqual(once.patches);
});
