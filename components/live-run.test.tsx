import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useLiveRun } from "#components/live-run.tsx";
import { RunSnapshot } from "#lib/domain/runs/snapshot-schema.ts";

const id = "11111111-1111-4111-8111-111111111111";
const time = "2026-11-21T12:00:00Z";

function snapshot(lastEventId: number, status = "running"): RunSnapshot {
  const run = {
    id,
    number: 1,
    status,
    verdict: null,
    outcome: null,
    waitingFor: null,
    createdAt: time,
    startedAt: time,
    finishedAt: null,
    goal: { id, number: 1, title: "t", body: "b" },
    repository: { id, name: "shop" },
    rerunOf: null,
    reason: null,
    engine: null,
    baseSha: null,
    headSha: null,
    branch: null,
    resumed: 0,
    requestedBy: null,
    stopRequestedBy: null,
    heartbeatAt: null,
  };
  const cost = { amountMicros: 0, inputTokens: 0, outputTokens: 0, modelCalls: 0, sandboxMs: 0 };
  const lists = {
    steps: [],
    toolCalls: [],
    evidence: [],
    handoffs: [],
    decisions: [],
    findings: [],
    checks: [],
    approvals: [],
  };
  return RunSnapshot.parse({ run, plan: null, cost, pullRequest: null, lastEventId, ...lists });
}

/** The browser's EventSource, driven by the test. */
class ManualEventSource extends EventTarget {
  static readonly CLOSED = 2;
  static opened: ManualEventSource[] = [];
  readyState = 1;
  readonly url: string;

  constructor(url: string) {
    super();
    this.url = url;
    ManualEventSource.opened.push(this);
  }

  close() {
    this.readyState = ManualEventSource.CLOSED;
  }

  say(type: string) {
    act(() => void this.dispatchEvent(new Event(type)));
  }
}

let served: RunSnapshot;
let requests: number;

beforeEach(() => {
  vi.useFakeTimers();
  ManualEventSource.opened = [];
  requests = 0;
  vi.stubGlobal("EventSource", ManualEventSource);
  vi.stubGlobal("fetch", async () => {
    requests++;
    return Response.json(served);
  });
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const advance = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const start = (first: RunSnapshot) => renderHook(() => useLiveRun(first, "/api/v1/runs/x"));
const source = () => ManualEventSource.opened.at(-1) as ManualEventSource;

test("many events within a moment ask for one snapshot", async () => {
  const { result } = start(snapshot(5));
  expect(source().url).toBe("/api/v1/runs/x/events?after=5");
  source().say("open");
  expect(result.current.state).toBe("live");
  served = snapshot(9);
  for (let count = 0; count < 20; count++) source().say("change");
  await advance(300);
  expect(requests).toBe(1);
  expect(result.current.snapshot.lastEventId).toBe(9);
});

test("an older snapshot that comes late does not win", async () => {
  const { result } = start(snapshot(9));
  served = snapshot(7);
  source().say("change");
  await advance(300);
  expect(result.current.snapshot.lastEventId).toBe(9);
});

test("a lost connection is told and resumed; when it stays lost, snapshots are polled", async () => {
  const { result } = start(snapshot(5));
  source().say("open");
  source().say("error");
  expect(result.current.state).toBe("reconnecting");
  source().say("open");
  expect(result.current.state).toBe("live");
  for (let count = 0; count < 4; count++) source().say("error");
  expect(result.current.state).toBe("polling");
  served = snapshot(6);
  await advance(2_000);
  expect(result.current.snapshot.lastEventId).toBe(6);
  served = snapshot(8, "failed");
  await advance(2_000);
  expect(result.current.state).toBe("ended");
  await advance(10_000);
  expect(requests).toBe(2);
});

test("the end of the run ends the following, and an ended run is not followed", async () => {
  const { result } = start(snapshot(5));
  served = snapshot(9, "succeeded");
  source().say("end");
  await advance(0);
  expect(result.current.state).toBe("ended");
  expect(source().readyState).toBe(ManualEventSource.CLOSED);
  cleanup();
  ManualEventSource.opened = [];
  start(snapshot(9, "succeeded"));
  expect(ManualEventSource.opened).toHaveLength(0);
});

test("a run whose end came with an answer of the server is shown as ended at once", async () => {
  const { result, rerender } = renderHook(({ first }) => useLiveRun(first, "/api/v1/runs/x"), {
    initialProps: { first: snapshot(5) },
  });
  source().say("open");
  rerender({ first: snapshot(9, "stopped") });
  expect(result.current.state).toBe("ended");
});

test("leaving the page closes the stream", () => {
  const { unmount } = start(snapshot(5));
  unmount();
  expect(source().readyState).toBe(ManualEventSource.CLOSED);
});
