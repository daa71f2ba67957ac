/** Contents of small repositories that are wrong, or mean harm, in one way each. */

type Files = Record<string, string>;

const manifest = (more: object = {}): string =>
  JSON.stringify({
    name: "small",
    version: "1.0.0",
    type: "module",
    scripts: { test: "node --test" },
    ...more,
  });

const withTest = (body: string): Files => ({
  "package.json": manifest(),
  "test/runaway.test.js": `import test from "node:test";\nimport { spawn } from "node:child_process";\nimport assert from "node:assert/strict";\n${body}\n`,
});

/** Everything passes. */
export const green: Files = {
  "package.json": manifest(),
  "src/price.js": "export const total = (prices) => prices.reduce((sum, price) => sum + price, 0);\n",
  "test/price.test.js": `import test from "node:test";
import assert from "node:assert/strict";
import { total } from "../src/price.js";
test("the total is the sum of all prices", () => assert.equal(total([1, 2, 3]), 6));
`,
};

/** A discount from the hundredth piece on starts one piece too late. */
export const discountBug: Files = {
  "package.json": manifest(),
  "src/discount.js": `export function discount(pieces) {
  if (pieces > 100) return 10;
  return 0;
}
`,
  "test/discount.test.js": `import test from "node:test";
import assert from "node:assert/strict";
import { discount } from "../src/discount.js";
test("the discount starts at a hundred pieces", () => assert.equal(discount(100), 10));
test("there is no discount below a hundred pieces", () => assert.equal(discount(99), 0));
test("more than a hundred pieces get the discount", () => assert.equal(discount(250), 10));
`,
};

/** Needs knowledge that is nowhere in the code. */
export const unfixable: Files = {
  "package.json": manifest(),
  "src/code.js": "export function airportCode(city) {\n  return city.slice(0, 3).toUpperCase();\n}\n",
  "test/code.test.js": `import test from "node:test";
import assert from "node:assert/strict";
import { airportCode } from "../src/code.js";
test("airport codes are those of the airlines", () => {
  assert.equal(airportCode("Toronto"), "YYZ");
  assert.equal(airportCode("Chicago"), "ORD");
  assert.equal(airportCode("Paris"), "CDG");
});
`,
};

export const withoutTests: Files = {
  "package.json": JSON.stringify({ name: "small", version: "1.0.0" }),
  "index.js": "console.log('hello');\n",
};

export const failingInstall: Files = {
  ...green,
  "package.json": manifest({ dependencies: { nowhere: "file:./nowhere/nowhere.tgz" } }),
};

export const hangs = withTest(
  `test("a report that hangs is written", () => new Promise(() => setInterval(() => {}, 1_000)));`,
);

export const forks = withTest(`test("a report that forks is written", async () => {
  const children = [];
  for (let index = 0; index < 600; index += 1) children.push(spawn("sleep", ["300"]));
  await Promise.all(children.map((child) => new Promise((done, failed) => child.on("exit", done).on("error", failed))));
});`);

export const eatsMemory = withTest(`test("a report that eats memory is written", () => {
  const kept = [];
  for (;;) kept.push(Buffer.alloc(64 * 1024 * 1024, kept.length));
});`);

export const printsGigabyte = withTest(`test("a report that prints a lot is written", async () => {
  const line = "x".repeat(1024 * 1024) + "\\n";
  for (let index = 0; index < 1024; index += 1)
    if (!process.stdout.write(line)) await new Promise((done) => process.stdout.once("drain", done));
  assert.fail("printed");
});`);
