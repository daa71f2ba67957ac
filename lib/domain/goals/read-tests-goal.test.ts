import { expect, test } from "vitest";
import { readTestsGoal } from "./read-tests-goal.ts";

test.each([
  ["Add tests for src/pricing.ts", { path: "src/pricing.ts", symbol: null }],
  ["Raise the coverage of `shop/price.py`.", { path: "shop/price.py", symbol: null }],
  ["Write tests for uncovered code", { path: null, symbol: null }],
  ["Write tests for the function discount in src/pricing.ts", { path: "src/pricing.ts", symbol: "discount" }],
  ["Add unit tests for `Cart.add`", { path: null, symbol: "Cart.add" }],
  ["Cover total() in lib/total.js with tests", { path: "lib/total.js", symbol: "total" }],
  ["Add tests for everything in src/money/", { path: "src/money/", symbol: null }],
  ["Write missing tests below src/", { path: "src/", symbol: null }],
])("%s", (goal, order) => expect(readTestsGoal(goal)).toEqual(order));

test.each(["Rename a to b", "Orders are charged wrongly"])("%s asks for no tests", (goal) =>
  expect(readTestsGoal(goal)).toBeNull(),
);
