import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { repair } from "./repair.ts";
import { requestSchema } from "./request.ts";
import { repository } from "./testing/repository.ts";

const head = 'import assert from "node:assert/strict";\nimport { test } from "node:test";\n';
const request = (root: string, testFiles: string[], more: Record<string, unknown> = {}) =>
  requestSchema.parse({ command: "repair", root, runner: "node:test", testFiles, seconds: 90, ...more });

test("mocha suites with hooks, this and callbacks are run warm", async () => {
  const root = repository({
    "package.json": "{}",
    "lib/stack.js": `function Stack() { this.items = []; }
Stack.prototype.push = function (item) { this.items.push(item); return this.items.length; };
Stack.prototype.peek = function () { return this.items[0]; };
module.exports = Stack;
`,
    "test/stack.js": `const assert = require("assert");
const Stack = require("../lib/stack");
describe("Stack", function () {
  this.timeout(500);
  beforeEach(function () { this.stack = new Stack(); });
  context("with two items", function () {
    before(function (done) { setImmediate(done); });
    it("counts", function () { this.stack.push(1); assert.strictEqual(this.stack.push(2), 2); });
    it("shows the last one", function (done) { this.stack.push(1); this.stack.push(2); assert.equal(this.stack.peek(), 2); done(); });
    it("keeps the order", function () { this.stack.push(1); this.stack.push(2); assert.deepStrictEqual(this.stack.items, [1, 2]); });
    it("shows the only one", function () { this.stack.push(7); assert.equal(this.stack.peek(), 7); });
  });
  it.skip("is skipped", function () { throw new Error("never"); });
});
`,
  });
  const result = await repair(request(root, ["test/stack.js"], { runner: "mocha" }));
  expect(result).toMatchObject({ status: "fixed", mode: "warm" });
  expect(result.failing.map(({ name }) => name)).toEqual(["Stack > with two items > shows the last one"]);
  expect(result.patches[0]?.after).toMatch(/items\[this\.items\.length - 1\]|items\.at\(-1\)/);
});

test("a value that no small edit reaches is synthesised from the expected results", async () => {
  const root = repository({
    "src/window.ts":
      "export function page(list: readonly string[], start: number, size: number): readonly string[] {\n  return [];\n}\n",
    "test/window.test.ts": `${head}import { page } from "../src/window.ts";
test("first", () => assert.deepEqual(page(["a", "b", "c", "d"], 0, 2), ["a", "b"]));
test("next", () => assert.deepEqual(page(["a", "b", "c", "d"], 1, 2), ["b", "c"]));
test("end", () => assert.deepEqual(page(["a", "b", "c"], 2, 5), ["c"]));
`,
  });
  const result = await repair(request(root, ["test/window.test.ts"]));
  expect(result.patches[0]?.after).toContain("list.slice(start, start + size)");
  expect(result.patches[0]?.operator).toBe("synthesis.value");
});

test("a file that does not parse is mended and tested", async () => {
  const root = repository({
    "src/sum.js":
      "export function sum(list) {\n  let total = 0;\n  for (const n of list) {\n    total += n;\n  return total;\n}\n",
    "test/sum.test.js": `${head}import { sum } from "../src/sum.js";\ntest("sum", () => assert.equal(sum([1, 2, 3]), 6));\n`,
  });
  const result = await repair(request(root, ["test/sum.test.js"]));
  expect(result).toMatchObject({ status: "fixed", rootCause: { file: "src/sum.js" } });
  expect(result.patches[0]?.operator).toMatch(/^syntax\./);
});

const AREA = "export function area(width, height) {\n  return width - height;\n}\n";

test("patches that are as likely and behave differently are told apart by an input", async () => {
  const root = repository({
    "src/area.js": AREA,
    "test/area.test.js": `${head}import { area } from "../src/area.js";\ntest("two", () => assert.equal(area(2, 2), 4));\n`,
  });
  const disagreement = (await repair(request(root, ["test/area.test.js"]))).patches[0]?.disagreement;
  expect(disagreement?.behaviours).toBeGreaterThan(1);
  expect(disagreement?.distinction?.call).toMatch(/^area\(\d+, \d+\)$/);
  expect(disagreement?.distinction?.answers.length).toBeGreaterThan(1);
});

test("methods are compared on objects that are built as the tests build them", async () => {
  const root = repository({
    "src/box.js":
      "export class Box {\n  constructor(width) { this.width = width; }\n  area(height) { return this.width - height; }\n}\n",
    "test/box.test.js": `${head}import { Box } from "../src/box.js";\ntest("two", () => {\n  const box = new Box(2);\n  assert.equal(box.area(2), 4);\n});\n`,
  });
  const [best] = (await repair(request(root, ["test/box.test.js"]))).patches;
  expect(best?.disagreement?.distinction?.call).toMatch(/^const box = new Box\(\d+\); box\.area\(\d+\)$/);
});

test("a change that fixed something before is offered where the same text stands", async () => {
  const root = repository({
    "src/label.js":
      "export const label = (user) => formatLegacy(user.name);\nfunction formatLegacy(name) { return name; }\nfunction formatName(name) { return '<' + [...name].join('') + '>'; }\nexport const all = (list) => list.map((one) => formatName(one));\n",
    "test/label.test.js": `${head}import { label } from "../src/label.js";\ntest("label", () => assert.equal(label({ name: "Ada" }), "<Ada>"));\n`,
  });
  const pastFixes = [
    { before: "const a = 1;\nshow(formatLegacy(x));\n", after: "const a = 1;\nshow(formatName(x));\n" },
  ];
  const result = await repair(request(root, ["test/label.test.js"], { pastFixes }));
  expect(result.patches[0]?.operator).toBe("past.replace");
});

test("a missing import is added from the file that exports the name", async () => {
  const root = repository({
    "src/text.js": "export const shout = (word) => word.toUpperCase();\n",
    "src/other.js":
      "export { shout as loud } from './text.js';\nexport const quiet = (word) => word.toLowerCase();\n",
    "src/greet.js":
      "import { quiet } from './other.js';\nexport const greet = (name, late) => (late ? quiet(name) : shout(name));\n",
    "test/greet.test.js": `${head}import { greet } from "../src/greet.js";
import "../src/text.js";
test("early", () => assert.equal(greet("Ada", false), "ADA"));
test("late", () => assert.equal(greet("Ada", true), "ada"));
`,
  });
  const result = await repair(request(root, ["test/greet.test.js"]));
  expect(result.patches[0]).toMatchObject({ operator: "import.add", file: "src/greet.js" });
  expect(result.patches[0]?.after).toMatch(/^import \{ shout \} from ".\/text.js";/);
});

test("tests that write into a temporary folder of their own stay warm, and the folder goes", async () => {
  const root = repository({
    "src/store.js": `import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
export const save = (folder, rows) => writeFileSync(join(folder, "rows.txt"), rows.join(","));
export const load = (folder) => readFileSync(join(folder, "rows.txt"), "utf8").split(";");
`,
    "test/store.test.js": `${head}import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load, save } from "../src/store.js";
test("keeps rows", () => {
  const folder = mkdtempSync(join(tmpdir(), "repair-rows-"));
  writeFileSync(join(folder, "other.txt"), "x");
  save(folder, ["a", "b"]);
  assert.deepEqual(load(folder), ["a", "b"]);
});
`,
  });
  const result = await repair(request(root, ["test/store.test.js"]));
  expect(result).toMatchObject({ status: "fixed", mode: "warm" });
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith("repair-rows-"))).toEqual([]);
});

test("what the runner's configuration loads first is loaded, and files are found from the repository's folder", async () => {
  const root = repository({
    "package.json": "{}",
    "test/mocha.opts": "--require ./test/words.js\n",
    "test/words.js": "global.is = (a, b) => { if (a !== b) throw new Error(a + ' is not ' + b); };\n",
    "test/data/ferries.txt": "Ems 30\nOder 12\nElbe 18\n",
    "lib/ferries/package.json": '{ "main": "read.js" }',
    "lib/ferries/read.js": `exports.largest = function (text) {
  let best = null;
  for (const line of text.trim().split("\\n").sort((a, b) => a.localeCompare(b))) {
    const [name, seats] = line.split(" ");
    if (!best || seats > best.seats) best = { name: name, seats: name.length };
  }
  return best.name;
};
`,
    "test/ferries.test.js": `const fs = require("fs");
const ferries = require("../lib/ferries");
describe("ferries", function () {
  it("finds the largest", function () { is(ferries.largest(fs.readFileSync("test/data/ferries.txt", "utf8")), "Ems"); });
  it("takes the only one", function () { is(ferries.largest("Ems 12"), "Ems"); });
  it("finds a later one", function () { is(ferries.largest("Ems 30\\nOder 40"), "Oder"); });
});
`,
  });
  const result = await repair(request(root, ["test/ferries.test.js"], { runner: "mocha" }));
  expect(result).toMatchObject({ status: "fixed", mode: "warm" });
});

test("a test file that can't be loaded because of the bug is mended", async () => {
  const root = repository({
    "src/tides.ts": `export const TIDES = new Map([["low", 2], ["high", 5]]);
export const RANGE = TIDES.get("high").valueOf() - TIDES.get("ebb").valueOf();
`,
    "test/tides.test.ts": `${head}import { RANGE } from "../src/tides.ts";
test("range", () => assert.equal(RANGE, 3));
`,
    "test/clock.test.ts": `${head}test("clock", () => assert.ok(true));\n`,
  });
  const result = await repair(request(root, ["test/tides.test.ts", "test/clock.test.ts"]));
  expect(result.patches[0]?.after).toContain('TIDES.get("low")');
});

test("tests of a server of the program run warm, and a failing one does not hold up the search", async () => {
  const root = repository({
    "package.json": "{}",
    "src/shop.js": `const http = require("node:http");
const PRICES = { tea: 4, jam: 7 };
const total = (names) => names.reduce((sum, name) => sum - PRICES[name], 0);
exports.shop = () => http.createServer((request, response) => {
  const names = new URL(request.url, "http://shop").searchParams.getAll("item");
  response.end(JSON.stringify({ total: total(names) }));
});
`,
    "test/shop.test.js": `const assert = require("node:assert");
const http = require("node:http");
const { shop } = require("../src/shop");
describe("shop", function () {
  let server;
  beforeEach(function (done) { server = shop().listen(0, "127.0.0.1", done); });
  afterEach(function (done) { server.close(done); });
  function ask(path, answer) {
    http.get({ port: server.address().port, path: path, agent: false }, function (response) {
      let text = "";
      response.on("data", (part) => { text += part; });
      response.on("end", () => answer(JSON.parse(text)));
    });
  }
  it("charges nothing for nothing", function (done) { ask("/", (body) => { assert.equal(body.total, 0); done(); }); });
  it("adds up", function (done) { ask("/?item=tea&item=jam", (body) => { assert.equal(body.total, 11); done(); }); });
});
`,
  });
  const result = await repair(request(root, ["test/shop.test.js"], { runner: "mocha", seconds: 10 }));
  expect(result).toMatchObject({ status: "fixed", mode: "warm" });
  expect(result.patches[0]?.after).toContain("sum + PRICES[name]");
});

test("two changes in one pattern, and a function of a neighbouring file with its import", async () => {
  const root = repository({
    "src/alias.ts":
      "const ALIAS = /^(?=.{3,8})[a-z]+/;\nexport const fits = (alias: string): boolean => ALIAS.test(alias);\n",
    "src/day.ts":
      'export const dayOf = (date: string): number => Number(date.split(".").reverse().join(""));\n',
    "src/rows.ts":
      "export const rows = (dates: string[]): string[] => dates.toSorted((a, b) => a.localeCompare(b));\n",
    "test/alias.test.ts": `${head}import { fits } from "../src/alias.ts";
test("letters", () => assert.equal(fits("abc"), true));
test("signs", () => assert.equal(fits("abc/d"), false));
test("too long", () => assert.equal(fits("abcdefghi"), false));
`,
    "test/rows.test.ts": `${head}import { rows } from "../src/rows.ts";
test("days", () => assert.deepEqual(rows(["02.01.2025", "01.01.2025"]), ["01.01.2025", "02.01.2025"]));
test("months", () => assert.deepEqual(rows(["01.02.2025", "28.01.2025", "03.03.2025"]), ["28.01.2025", "01.02.2025", "03.03.2025"]));
`,
  });
  const [alias, sorted] = [
    await repair(request(root, ["test/alias.test.ts"])),
    await repair(request(root, ["test/rows.test.ts"])),
  ];
  expect(alias.patches[0]?.after).toContain("/^(?=.{3,8}$)[a-z]+$/");
  expect(sorted.patches[0]?.after).toMatch(
    /import \{ dayOf \} from "\.\/day\.ts";[\s\S]*dayOf\(a\) - dayOf\(b\)/,
  );
});
