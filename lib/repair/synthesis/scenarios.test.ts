import { expect, test } from "vitest";
import { applyEdits } from "../syntax/edits.ts";
import { readSource } from "../syntax/source.ts";
import { assertionsIn } from "./assertions.ts";
import { scenariosOf } from "./scenarios.ts";

const parsed = (text: string) => readSource("cart.test.js", text).ast;
const CART = `import assert from "node:assert/strict";
import { test } from "node:test";
import { Cart, clamp } from "../src/cart.js";
test("total", () => {
  const cart = new Cart("EUR");
  cart.add("apple", 3);
  assert.equal(cart.total(), 6);
});
test("clamp", () => {
  assert.deepEqual(clamp(7, [0, 5]), 5);
});
`;

const scenarios = scenariosOf(parsed(CART), CART);
const calls = scenarios.map((scenario) => [...scenario.calls.values()].join(" / "));

test("a class is varied through its constructor and the calls of the test", () => {
  expect(calls).toContain('const cart = new Cart("EUR"); cart.add("apple", 4); cart.total()');
  expect(calls).toContain('const cart = new Cart("EUR"); cart.total()');
});

test("a call on literals is told alone, with arguments of the kinds that the test uses", () => {
  const clamped = calls.filter((call) => call.startsWith("clamp("));
  expect(clamped).toContain("clamp(8, [0, 5])");
  expect(clamped).toContain("clamp(7, [5])");
  expect(clamped.join()).not.toMatch(/-\d|\d\.\d|undefined/);
});

test("what a test expects is not varied, and its assertions only look", () => {
  const code = scenarios.map(({ edits }) => applyEdits(CART, edits));
  expect(code.some((text) => text.includes("assert.equal") || text.includes("total(), "))).toBe(false);
  expect(code.every((text) => text.includes("__repairSeen(0, cart.total())"))).toBe(true);
  for (const text of code) parsed(text);
});

test.each([
  ["expect(price(3)).not.toBe(4)", "price(3)"],
  ["await expect(load('a')).rejects.toThrow()", "load('a')"],
  ["assert.throws(() => parse(''), /empty/)", "() => parse('')"],
  ["assert(isLeap(2024))", "isLeap(2024)"],
  ["expect(list).to.be.empty", "list"],
])("%s looks at %s", (code, subject) => {
  const text = `import assert from "node:assert";\nasync () => { ${code}; };`;
  const [only, ...others] = assertionsIn(parsed(text));
  expect(others).toEqual([]);
  expect(text.slice(only?.subject.start, only?.subject.end)).toBe(subject);
});
