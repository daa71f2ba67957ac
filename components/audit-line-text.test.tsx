import { expect, test } from "vitest";
import { actionText, actorText, changesOf } from "#components/audit-line-text.ts";
import type { AuditLine } from "#lib/domain/audit/schema.ts";

const line = (more: Partial<AuditLine>): AuditLine => ({
  id: 1,
  sequence: 1,
  actorKind: "user",
  actorId: null,
  actor: null,
  action: "user.rename",
  targetKind: "user",
  targetId: null,
  data: {},
  before: null,
  after: null,
  ip: null,
  userAgent: null,
  requestId: null,
  createdAt: "2026-01-01T00:00:00Z",
  hash: "",
  ...more,
});

test("an actor is named, also one whose account is gone", () => {
  expect(actorText(line({ actor: { name: "Ada", email: "a@x.io" } }))).toBe("Ada");
  expect(actorText(line({ actorId: "0190c0de-0000-7000-8000-000000000000" }))).toContain(
    "who left (0190c0de)",
  );
  expect(actorText(line({ actorKind: "job" }))).toBe("An agent's job");
  expect(actorText(line({ actorKind: "system" }))).toBe("The platform");
});

test("only what changed is shown", () => {
  const before = { test: "npm test", build: "make", gone: true };
  const after = { test: "npm test", build: "make all", list: [1] };
  expect(changesOf(line({ before, after }))).toEqual([
    { field: "build", before: "make", after: "make all" },
    { field: "gone", before: "true", after: "–" },
    { field: "list", before: "–", after: "[1]" },
  ]);
});

test("an action reads as words", () => {
  expect(actionText("pull_request.update_title")).toBe("Pull request: update title");
});
