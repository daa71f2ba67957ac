import { expect, test } from "vitest";
import { isCurrent, navItems } from "#app/(tenant)/[tenant]/_components/nav-items.ts";

const current = (pathname: string) =>
  navItems.filter((item) => isCurrent(item, "/acme", pathname)).map((item) => item.label);

test("exactly one place is the present one", () => {
  expect(current("/acme")).toEqual(["Dashboard"]);
  expect(current("/acme/goals/new")).toEqual(["Goals"]);
  expect(current("/acme/settings")).toEqual(["Settings"]);
});

test("what stands below a place belongs to it", () => {
  expect(current("/acme/runs/12")).toEqual(["Runs"]);
});

test("a place whose name only begins the same is another one", () => {
  expect(current("/acme/goals-archive")).toEqual([]);
});
