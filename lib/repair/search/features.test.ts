import { expect, test } from "vitest";
import type { Edit } from "../syntax/edits.ts";
import { LOOK } from "../worker/protocol.ts";
import { behavioursOf } from "./behaviour.ts";
import { featuresOf } from "./features.ts";
import { settingOf } from "./rank.ts";

const SOURCE = `export function fee(order, rate) {
  if (order.total > 50) return 0;
  return order.total * rate;
}
`;
const setting = settingOf([{ path: "src/fee.js", text: SOURCE }], new Set(["73"]), "free from a total of 50");

function measured(from: string, to: string, operator = "condition.replace") {
  const start = SOURCE.indexOf(from);
  const edits: Edit[] = [{ start, end: start + from.length, text: to }];
  const changes = [{ file: "src/fee.js", edits }];
  return featuresOf({ operator, prior: 0.5, suspicion: 1, changes }, setting, {});
}

test("a number that stands only in the failing test is noticed, one of the program is not", () => {
  expect(measured("order.total > 50", "order.total === 73")).toMatchObject({ testLiteral: 1, newNumber: 1 });
  expect(measured("order.total > 50", "order.total >= 50")).toMatchObject({ testLiteral: 0, newNumber: 0 });
});

test("a member that is read nowhere else of a value of this name is strange", () => {
  expect(measured("order.total > 50", "rate.total > 50").strangeMember).toBe(1);
  expect(measured("* rate", "* order.total").strangeMember).toBe(0);
});

test("conditions that always hold, and values compared with themselves, are noticed", () => {
  expect(measured("order.total > 50", "order.total > 50 || true").constantCondition).toBe(1);
  expect(measured("> 50", "> order.total").repeated).toBe(1);
});

test("code that is written like the rest of the file surprises less", () => {
  const familiar = measured("* rate", "* order.total").surprise;
  expect(familiar).toBeLessThan(measured("* rate", "* fee.rate.order").surprise);
});

test("what a patch does on other inputs is told by its share of kept, broken and mended results", () => {
  const inputs = [true, true, false].map((trusted) => ({ calls: {}, trusted }));
  const outputs = [
    ["0:1", `0:2${LOOK}1:3`, "0:NaN"],
    ["0:1", `0:2${LOOK}1:NaN`, "0:4"],
  ];
  const [behaviour] = behavioursOf({ inputs, outputs });
  expect(behaviour).toMatchObject({ kept: 1 / 2, broken: 1 / 3, mended: 1 / 3 });
});
