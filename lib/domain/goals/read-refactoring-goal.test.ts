import { expect, test } from "vitest";
import { readRefactoringGoal } from "./read-refactoring-goal.ts";

test.each([
  ["Rename `total` to `sumOf`", { kind: "rename", symbol: "total", newName: "sumOf", path: null }],
  [
    "Rename the function total in src/cart.ts to sumOf",
    { kind: "rename", symbol: "total", newName: "sumOf", path: "src/cart.ts" },
  ],
  [
    "rename method Cart.add into addLine",
    { kind: "rename", symbol: "Cart.add", newName: "addLine", path: null },
  ],
  [
    "Rename total() → sumOf in `src/cart.ts`",
    { kind: "rename", symbol: "total", newName: "sumOf", path: "src/cart.ts" },
  ],
  [
    "Extract lines 4-9 of src/cart.ts into a function called discountOf",
    { kind: "extract", path: "src/cart.ts", first: 4, last: 9, name: "discountOf" },
  ],
  [
    "Extract src/cart.ts:4-9 as discountOf",
    { kind: "extract", path: "src/cart.ts", first: 4, last: 9, name: "discountOf" },
  ],
  [
    "Extract function discountOf from lines 4 to 9 in src/cart.ts",
    { kind: "extract", path: "src/cart.ts", first: 4, last: 9, name: "discountOf" },
  ],
  ["Remove dead code", { kind: "dead_code", symbol: null, path: null }],
  ["Remove unused exports in src/money.py", { kind: "dead_code", symbol: null, path: "src/money.py" }],
  ["Delete the unused function oldTotal", { kind: "dead_code", symbol: "oldTotal", path: null }],
  ["Clean up unused code in src/legacy/", { kind: "dead_code", symbol: null, path: "src/legacy/" }],
])("%s", (goal, order) => expect(readRefactoringGoal(goal)).toEqual(order));

test.each(["Refactor the cart", "Rename total", "Extract a function from src/cart.ts", "Simplify this"])(
  "%s leaves something open",
  (goal) => expect(readRefactoringGoal(goal)).toBeNull(),
);
