import { expect, test } from "vitest";
import { readReviewGoal } from "./read-review-goal.ts";

test.each([
  ["Review branch feature/cart", { kind: "revision", head: "feature/cart", base: null }],
  [
    "Please review the `fix-dates` branch against develop.",
    { kind: "revision", head: "fix-dates", base: "develop" },
  ],
  ["Code review of pull request #12", { kind: "pull_request", number: 12 }],
  ["Review PR 7", { kind: "pull_request", number: 7 }],
  ["Review run #31", { kind: "run", number: 31 }],
  ["Review main...feature/x", { kind: "range", base: "main", head: "feature/x" }],
  ["Review the changes from v1.2 to v1.3", { kind: "range", base: "v1.2", head: "v1.3" }],
  ["Review commit 1a2b3c4d", { kind: "revision", head: "1a2b3c4d", base: null }],
  ["Review release/2.0", { kind: "revision", head: "release/2.0", base: null }],
])("%s", (goal, subject) => expect(readReviewGoal(goal)).toEqual(subject));

test.each(["Review the code", "Review this", "Review our changes, please"])("%s names no change", (goal) =>
  expect(readReviewGoal(goal)).toBeNull(),
);
