import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { RunSnapshot } from "#lib/domain/runs/snapshot-schema.ts";
import { RunFacts } from "./run-facts.tsx";

const id = "11111111-1111-4111-8111-111111111111";

function snapshot(run: Partial<RunSnapshot["run"]>, approvals: unknown[] = []): RunSnapshot {
  return {
    run: {
      id,
      status: "succeeded",
      createdAt: "2026-11-21T12:00:00Z",
      startedAt: "2026-11-21T12:00:00Z",
      finishedAt: "2026-11-21T15:00:30Z",
      heartbeatAt: null,
      repository: { id, name: "shop" },
      engine: "local",
      requestedBy: "Ada",
      rerunOf: null,
      baseSha: null,
      resumed: 0,
      ...run,
    },
    plan: null,
    approvals,
    cost: { amountMicros: 0, inputTokens: 0, outputTokens: 0, modelCalls: 0, sandboxMs: 0 },
  } as unknown as RunSnapshot;
}

const factOf = (label: string): string | null | undefined =>
  screen.queryByText(label)?.nextElementSibling?.textContent;

afterEach(cleanup);

test("a run that was taken up again after a crash says so, one that was not says nothing", () => {
  render(<RunFacts snapshot={snapshot({ resumed: 2 })} tenant="acme" />);
  expect(factOf("Resumed")).toBe("2 times after an interruption");
  cleanup();
  render(<RunFacts snapshot={snapshot({})} tenant="acme" />);
  expect(factOf("Resumed")).toBeUndefined();
});

test("waiting for a person is told apart from the run's own time", () => {
  const approvals = [
    {
      status: "approved",
      requestedAt: "2026-11-21T12:00:20Z",
      decidedAt: "2026-11-21T15:00:20Z",
      expiresAt: "2026-11-24T12:00:20Z",
    },
  ];
  render(<RunFacts snapshot={snapshot({}, approvals)} tenant="acme" />);
  expect(factOf("Worked")).toBe("30 s + 3 h waiting for a person");
});
