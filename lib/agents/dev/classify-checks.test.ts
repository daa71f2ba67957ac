import { expect, test } from "vitest";
import type { ChecksResult } from "#lib/domain/pull-requests/read-checks-result.ts";
import {
  classifyRound,
  countRounds,
  MAX_FIXES,
  markFlaky,
  type NoChecks,
  nextMove,
} from "./classify-checks.ts";

const failing = (name: string, summary = "1 passed, 1 failed"): ChecksResult => ({
  status: "failed",
  failed: [name],
  failures: [{ name, summary, output: "" }],
  ran: 1,
});
const passed: ChecksResult = { status: "passed", failed: [], failures: [], ran: 2 };
const never = () => false;
const round = (head: string, result: ChecksResult | NoChecks) => classifyRound(head, result, never);

test.each([
  ["passed", passed],
  ["failed", failing("tests")],
  ["infrastructure", failing("setup", '"npm ci" ended with exit code 1')],
  ["infrastructure", failing("tests", '"npm test" did not end in time')],
  ["empty", "not_started"],
  ["empty", "no_result"],
  ["empty", { ...passed, ran: 0 }],
] as const)("a round is told to be %s", (kind, result) => expect(round("a", result).kind).toBe(kind));

test("failures that were there before the change are accepted with their name", () => {
  expect(classifyRound("a", failing("tests"), () => true)).toMatchObject({
    kind: "passed",
    failed: ["tests"],
  });
});

test("a failure is run again, and flaky when that passes", () => {
  const first = [round("a", failing("tests"))];
  expect(nextMove(first, 0)).toBe("again");
  const both = markFlaky([...first, round("a", passed)]);
  expect(both.map(({ kind }) => kind)).toEqual(["flaky", "passed"]);
  expect(nextMove(both, 0)).toBe("done");
  expect(countRounds(both)).toBe("1 flaky, 1 passed");
});

test("a failure that stays is fixed a bounded number of times, then handed over", () => {
  const twice = [round("a", failing("tests")), round("a", failing("tests"))];
  expect(nextMove(twice, 0)).toBe("fix");
  expect(nextMove(twice, MAX_FIXES)).toBe("hand_over");
  expect(nextMove([...twice, round("b", failing("lint"))], 1)).toBe("again");
});

test("broken and missing rounds are bounded per commit and never start a fix", () => {
  const broken = round("a", failing("setup"));
  expect(nextMove([broken], 0)).toBe("again");
  expect(nextMove([broken, broken, broken], 0)).toBe("hand_over");
  expect(nextMove([round("a", "no_result")], 0)).toBe("again");
  expect(nextMove([round("a", { ...passed, ran: 0 })], 0)).toBe("done");
});
