import { expect, test } from "vitest";
import { isWorthAsking } from "./worth-asking.ts";

const source = `export function free(country: string, goods: number, now = 0): boolean {
  return goods > 5;
}
class Cart {
  total(items, rate) {
    return 0;
  }
}
def fee(size, *, fast=False):`;

const ask = (call: string, gives = ["true", "false"]) =>
  isWorthAsking({ call, before: "", answers: gives.map((one) => ({ gives: one, patches: [0] })) }, [source]);

test.each([
  "free('DE', 5000)",
  "free('a, b', 1, 2)",
  "cart.total([1, 2], 3)",
  "fee(2)",
  "elsewhere(1)",
  "const cart = new Cart(); cart.add(1); cart.total([1], 2)",
  "[free('DE', 1), free('FR', 2)]",
])("%s is a question that a person can answer", (call) => expect(ask(call)).toBe(true));

test.each([
  "free('DE')",
  "free()",
  "cart.total([1, 2])",
  "free('DE', undefined)",
  "const cart = new Cart(); cart.total([1])",
  "free('DE', NaN)",
  "free('DE', 99.5)",
])("%s leaves something out or is no value of this program", (call) => expect(ask(call)).toBe(false));

test("fixes that differ only in how they fail are no question", () => {
  expect(ask("fee(2)", ["throws TypeError", "throws RangeError", "3"])).toBe(false);
});
