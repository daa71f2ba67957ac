import { expect, test } from "vitest";
import { whyNotDecide } from "#lib/domain/approvals/state.ts";
import { clipDeep, clipText } from "#lib/domain/runs/clip-text.ts";
import { runStatuses } from "#lib/domain/runs/schema.ts";
import { hasEnded, personWaitMs, runLook, runTransitions, whyNot } from "#lib/domain/runs/state.ts";

test("a run can be stopped until it ends and run again only after", () => {
  for (const status of runStatuses) {
    const stoppable = whyNot("stop", { status }, "member") === null;
    const repeatable = whyNot("rerun", { status }, "member") === null;
    expect(repeatable).toBe(hasEnded(status));
    expect(stoppable).toBe(runTransitions[status].includes("stopping"));
  }
});

test("an analyst is told that the role can't change runs or decide", () => {
  expect(whyNot("stop", { status: "running" }, "analyst")).toMatch(/role/);
  const open = {
    status: "pending",
    expiresAt: "2026-11-22T00:00:00Z",
    deciderRole: "member",
    escalatedAt: null,
  } as const;
  const before = new Date("2026-11-21T00:00:00Z");
  expect(whyNotDecide(open, "analyst", before)).toMatch(/role/);
  expect(whyNotDecide(open, "member", before)).toBeNull();
  expect(whyNotDecide({ ...open, deciderRole: "admin" }, "member", before)).toMatch(/admins/);
  expect(whyNotDecide(open, "admin", new Date("2026-11-22T00:00:00Z"))).toMatch(/over/);
  expect(whyNotDecide({ ...open, status: "approved" }, "admin", before)).toMatch(/no longer open/);
});

test("a wait for a person lasts until the decision, else until the approval or the run ends", () => {
  const at = (minutes: number) => new Date(Date.UTC(2026, 10, 21, 12, minutes)).toISOString();
  const wait = (status: string, decidedAt: string | null) =>
    personWaitMs([{ status, requestedAt: at(10), decidedAt, expiresAt: at(30) }], Date.parse(at(50))) /
    60_000;
  expect([
    wait("approved", at(15)),
    wait("expired", null),
    wait("cancelled", null),
    wait("pending", null),
  ]).toEqual([5, 20, 40, 40]);
});

test("a result that a person rejected is not shown as success", () => {
  expect(runLook({ status: "succeeded", outcome: "rejected" }).label).toBe("Rejected");
  expect(runLook({ status: "succeeded", outcome: "merged" }).label).toBe("Succeeded");
});

test("clipping keeps both ends and says how much is left out", () => {
  const text = clipText(`start${"x".repeat(20_000)}end`, 1000);
  expect(text).toMatch(/^start/);
  expect(text).toMatch(/end$/);
  expect(text).toContain("19,008 characters left out");
  expect(clipText("short", 1000)).toBe("short");
});

test("texts and lists are clipped at any depth, other values stay", () => {
  const { value, clipped } = clipDeep({ a: [{ b: "x".repeat(50) }], n: 1, list: Array(500).fill(0) }, 20);
  expect(clipped).toBe(true);
  expect(JSON.stringify(value).length).toBeLessThan(700);
  expect(clipDeep({ a: null, b: [true] }, 20)).toEqual({ value: { a: null, b: [true] }, clipped: false });
});
