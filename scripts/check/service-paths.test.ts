import { expect, test } from "vitest";
import { checkServicePaths } from "./service-paths.ts";
import { parseSource } from "./source.ts";

const opening = 'import { createServiceClient } from "#lib/db/service-client.ts"; createServiceClient();';
const pathsOf = (path: string, text: string, listed: Record<string, string> = {}) =>
  checkServicePaths([parseSource(path, text)], listed).map((one) => one.path);

test.each(["lib/http/page.ts", "lib/domain/goals/submit-goal.ts", "inngest/functions/goal-plan.ts"])(
  "%s may not pass by row-level security",
  (path) => expect(pathsOf(path, opening)).toEqual([path]),
);

test("what is listed with a reason may, and what no longer does is taken off the list", () => {
  const listed = { "lib/http/page.ts": "a reason" };
  expect(pathsOf("lib/http/page.ts", opening, listed)).toEqual([]);
  expect(pathsOf("lib/http/page.ts", "export const page = 1;", listed)).toEqual(["lib/http/page.ts"]);
});

test("commands of the operator and tests may", () => {
  expect(pathsOf("scripts/goal.ts", opening)).toEqual([]);
  expect(pathsOf("lib/http/page.test.ts", opening)).toEqual([]);
});
