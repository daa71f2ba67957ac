import { expect, test } from "vitest";
import { PlanAnalysis, type PlanStep, planColumns } from "#lib/domain/plans/schema.ts";

const step = (key: string, ...dependsOn: string[]): PlanStep => ({
  key,
  dependsOn,
  position: 0,
  title: key,
  action: "",
  agent: "dev",
  tool: "",
  inputs: {},
  successCriteria: "",
  fallback: "",
});

const keys = (steps: PlanStep[]) => planColumns(steps).map((column) => column.map((one) => one.key));

test("a step stands right of all it depends on, and independent ones side by side", () => {
  expect(keys([step("a"), step("b", "a"), step("c", "a"), step("d", "b", "c")])).toEqual([
    ["a"],
    ["b", "c"],
    ["d"],
  ]);
});

test("unknown and circular dependencies don't keep a plan from being drawn", () => {
  expect(keys([step("a", "nowhere"), step("b", "b")])).toEqual([["a", "b"]]);
  expect(
    keys([step("a", "b"), step("b", "a")])
      .flat()
      .sort(),
  ).toEqual(["a", "b"]);
});

test("a long chain is drawn", () => {
  const chain = Array.from({ length: 300 }, (_, index) => step(`s${index}`, `s${index - 1}`));
  expect(keys(chain)).toHaveLength(300);
});

test("an analysis of another shape is read as far as it goes", () => {
  expect(PlanAnalysis.parse({ languages: "TypeScript", files: "31", used: ["x"] })).toMatchObject({
    languages: [],
    files: null,
    used: ["x"],
  });
});
