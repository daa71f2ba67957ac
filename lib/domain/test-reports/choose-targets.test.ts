import { describe, expect, test } from "vitest";
import { chooseTargets, words } from "./choose-targets.ts";
import type { TestCase } from "./schema.ts";

const failing = (file: string, name: string, todo = false): TestCase => ({
  file,
  name,
  status: "failed",
  todo,
});
const passing = (file: string, name: string): TestCase => ({ file, name, status: "passed", todo: false });

const shipping = failing(
  "test/shipping.test.ts",
  "shipping > an order above the free-shipping limit is not charged",
);
const paging = failing(
  "test/pagination.test.ts",
  "pagination > a page holds as many items as asked for",
  true,
);
const suite = [shipping, paging, passing("test/tax.test.ts", "tax > the tax contained in a gross price")];

describe("the failing tests that a goal is about", () => {
  test("a goal finds the failing test that speaks of the same things", () => {
    const choice = chooseTargets(
      "Orders above the free-shipping limit are still charged for shipping",
      suite,
    );
    expect(choice.targets).toEqual([shipping]);
    expect(choice.confidence).toBeGreaterThan(0.5);
  });

  test("a known bug marked todo can be asked for", () => {
    expect(chooseTargets("The last item of each page is missing in the pagination", suite).targets).toEqual([
      paging,
    ]);
  });

  test("'make the tests pass' means what is red, not what is marked todo", () => {
    expect(chooseTargets("Please make the tests pass again", suite).targets).toEqual([shipping]);
  });

  test("a goal about something else gets nothing: fixing another bug would be a lie", () => {
    const choice = chooseTargets("The invoice e-mail has no subject line", suite);
    expect(choice.targets).toEqual([]);
    expect(choice.rationale).toContain("None of the failing tests speaks of what the goal describes");
  });

  test("a failing test of another file counts too when it shares as much with the goal", () => {
    const room = failing("test/book.test.ts", "a room is used again before an earlier booking");
    const slot = failing("test/slot.test.ts", "slots do not overlap when the second is over");
    const tax = failing("test/tax.test.ts", "the tax contained in a gross price");
    const goal = "Booking fails although the rooms are free, and real overlaps are let through";
    expect(chooseTargets(goal, [room, slot, tax]).targets).toEqual([room, slot]);
  });

  test("a green suite has no target", () => {
    expect(chooseTargets("Orders are charged for shipping", [passing("a", "shipping")]).rationale).toBe(
      "No test fails.",
    );
  });
});

test("words are split, lowered, stemmed and rid of noise", () => {
  expect([...words("shippingPrice failed for the Orders")]).toEqual(["shipp", "price", "order"]);
});
