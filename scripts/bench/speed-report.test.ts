import { expect, test } from "vitest";
import { describeMachine } from "./machine.ts";
import { compareSpeed, formatSpeed } from "./speed-report.ts";

const own = [{ target: "20 parallel steps" as const, checkpointing: true, rounds: [100, 300, 200] }];
const quiet = { ...describeMachine(), cores: 2, load: 1 };

test("without another server the ratio is to the lowest figure of the reference", () => {
  const [row] = compareSpeed(own);
  expect(row).toMatchObject({ medianMs: 200, lowestMs: 100, highestMs: 300, ratio: 0.5, met: true });
});

test("with another server it is to the one measured beside it", () => {
  const [row] = compareSpeed(own, [{ ...own[0], rounds: [250] }] as typeof own);
  expect(row).toMatchObject({ otherMs: 250, ratio: 0.8, target: 0.6, met: false });
});

test("a machine that was busier than the reference's is said", () => {
  const rows = compareSpeed(own);
  expect(formatSpeed(rows, quiet, quiet)).not.toContain("busier");
  expect(formatSpeed(rows, quiet, { ...quiet, load: 9 })).toContain("busier");
});
