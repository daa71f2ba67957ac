import { afterAll, beforeAll, expect, test } from "vitest";
import type { Batch, Retention, Row, Store } from "./port.ts";
import type { TableName } from "./schema.ts";

const batch = (
  put: Partial<Record<TableName, Row[]>>,
  remove: Partial<Record<TableName, string[]>> = {},
): Batch => ({
  put: new Map(Object.entries(put) as [TableName, Row[]][]),
  remove: new Map(Object.entries(remove) as [TableName, string[]][]),
});

const runOf = (id: string, status: string, endedAt: number | null = null): Row => ({
  id,
  function_id: "f",
  status,
  created_at: 1,
  ended_at: endedAt,
  output: null,
  body: JSON.stringify({ id, eventKeys: [`e-${id}`] }),
});
const eventOf = (id: string, receivedAt: number): Row => ({
  id,
  name: "n",
  received_at: receivedAt,
  body: "{}",
});
const link = (run: string, event: string): Row => ({ id: `${run}/${event}`, run_id: run, event_id: event });
const holdOf = (event: string, appUrl: string, receivedAt: number): Row => ({
  id: `${event} ${appUrl}`,
  app_url: appUrl,
  event_id: event,
  received_at: receivedAt,
  given: "[]",
});
const stepOf = (run: string, id: string, memo: string): Row => ({
  id: `${run}/${id}`,
  run_id: run,
  position: 0,
  op: "StepRun",
  name: id,
  saved_at: 1,
  memo,
});

async function pruneAll(store: Store, retention: Partial<Retention>): Promise<void> {
  await store.prune({ before: 0, keepRuns: 1e6, keepEvents: 1e6, now: 0, ...retention });
}

/** What every store must do, each on the state that the ones before it have left. */
const guarantees: Record<string, (store: Store) => Promise<void>> = {
  "what is committed comes back as it was, replaced or deleted by a later batch": async (store) => {
    const memo = JSON.stringify({ data: "nul \u0000, half \ud800, quote \" and 'more'" });
    await store.commit(
      batch({
        runs: [runOf("a1", "Running")],
        steps: [stepOf("a1", "s", memo)],
        counters: [{ id: "c", expires_at: 9, body: "{}" }],
      }),
    );
    expect((await store.stepsOfRun("a1"))[0]?.memo).toBe(memo);
    await store.commit(batch({ runs: [runOf("a1", "Completed", 1763697600123)] }, { counters: ["c"] }));
    expect(await store.readRun("a1")).toEqual(runOf("a1", "Completed", 1763697600123));
    expect((await store.loadLive()).counters).toEqual([]);
  },

  "a batch is written as a whole or not at all": async (store) => {
    const broken = { ...stepOf("b1", "s", "1"), position: "not a number" };
    await expect(store.commit(batch({ runs: [runOf("b1", "Running")], steps: [broken] }))).rejects.toThrow();
    expect(await store.readRun("b1")).toBeUndefined();
  },

  "live rows are those of runs that are not over, with their steps and events": async (store) => {
    await store.commit(
      batch({
        runs: [runOf("c1", "Running"), runOf("c2", "Queued"), runOf("c3", "Failed", 5)],
        steps: [stepOf("c1", "s", "1"), stepOf("c3", "s", "1")],
        events: [eventOf("e-c1", 1), eventOf("e-c3", 1), eventOf("held", 1)],
        run_events: [link("c1", "e-c1"), link("c3", "e-c3")],
        buffers: [{ id: "buffer", body: JSON.stringify({ eventKeys: ["held"] }) }],
      }),
    );
    const live = await store.loadLive();
    expect(live.runs.map(({ id }) => id)).toEqual(["c1", "c2"]);
    expect(live.steps.map(({ run_id }) => run_id)).toEqual(["c1"]);
    expect(live.events.map(({ id }) => id).toSorted()).toEqual(["e-c1", "held"]);
    await store.commit(batch({}, { buffers: ["buffer"] }));
  },

  "runs are found by status, function and page, newest first, and by their event": async (store) => {
    await store.commit(
      batch({ runs: ["d1", "d2", "d3"].map((id) => ({ ...runOf(id, "Failed", 2), function_id: "g" })) }),
    );
    await store.commit(batch({ events: [eventOf("e-d", 1)], run_events: [link("d2", "e-d")] }));
    const find = async (filter: Parameters<Store["findRuns"]>[0]) =>
      (await store.findRuns(filter)).map(({ id }) => id);
    expect(await find({ functionId: "g", limit: 2 })).toEqual(["d3", "d2"]);
    expect(await find({ functionId: "g", before: "d2", limit: 2 })).toEqual(["d1"]);
    expect(await find({ functionId: "g", status: ["Running"], limit: 2 })).toEqual([]);
    expect((await store.runsOfEvent("e-d")).map(({ id }) => id)).toEqual(["d2"]);
    expect((await store.countRuns()).Failed).toBeGreaterThanOrEqual(3);
  },

  "claims are taken until they expire": async (store) => {
    await store.commit(
      batch({
        claims: [
          { id: "old", expires_at: 10 },
          { id: "new", expires_at: 30 },
        ],
      }),
    );
    expect((await store.takenClaims(["old", "new", "none"], 20)).map(({ id }) => id)).toEqual(["new"]);
  },

  "pruning deletes old finished runs with all that hangs on them, and nothing that lives": async (store) => {
    const eventKeys = ["e-p1", "e-p2", "e-p3", "e-unused", "e-buffered", "e-held"];
    await store.commit(
      batch({
        runs: [runOf("p1", "Completed", 100), runOf("p2", "Completed", 300), runOf("p3", "Running")],
        steps: [stepOf("p1", "s", "1"), stepOf("p3", "s", "1")],
        events: eventKeys.map((id) => eventOf(id, 50)),
        run_events: [link("p1", "e-p1"), link("p2", "e-p2"), link("p3", "e-p3")],
      }),
    );
    await store.commit(
      batch({
        buffers: [{ id: "buffer", body: JSON.stringify({ eventKeys: ["e-buffered"] }) }],
        holds: [holdOf("e-held", "http://app", 300), holdOf("e-unused", "http://gone", 100)],
      }),
    );
    await pruneAll(store, { before: 200, now: 200 });
    expect(await store.readRun("p1")).toBeUndefined();
    expect(await store.stepsOfRun("p1")).toEqual([]);
    expect(await store.readRun("p2")).toBeDefined();
    expect(await store.stepsOfRun("p3")).toHaveLength(1);
    const kept = await store.eventsByKey(eventKeys);
    expect(kept.map(({ id }) => id).toSorted()).toEqual(["e-buffered", "e-held", "e-p2", "e-p3"]);
    expect((await store.heldEvents("http://app", 10)).map(({ id }) => id)).toEqual(["e-held"]);
    await store.commit(batch({}, { buffers: ["buffer"], holds: ["e-held http://app"] }));
  },

  "pruning keeps no more than the given number of finished runs": async (store) => {
    await store.commit(batch({ runs: [1, 2, 3].map((n) => runOf(`q${n}`, "Completed", 3e12 + n)) }));
    await pruneAll(store, { keepRuns: 2 });
    expect([
      await store.readRun("q1"),
      (await store.readRun("q2"))?.id,
      (await store.readRun("q3"))?.id,
    ]).toEqual([undefined, "q2", "q3"]);
  },

  "pruning keeps no more than the given number of events that no run has": async (store) => {
    await store.commit(batch({ events: [1, 2, 3].map((n) => eventOf(`u${n}`, 4e12 + n)) }));
    await pruneAll(store, { keepEvents: 2 });
    const kept = await store.eventsByKey(["u1", "u2", "u3"]);
    expect(kept.map(({ id }) => id).toSorted()).toEqual(["u2", "u3"]);
  },

  "expired claims and counters are deleted": async (store) => {
    const [claims, counters] = [[{ id: "x1", expires_at: 10 }], [{ id: "x2", expires_at: 10, body: "{}" }]];
    await store.commit(batch({ claims, counters }));
    await pruneAll(store, { now: 20 });
    expect([await store.takenClaims(["x1"], 0), (await store.loadLive()).counters]).toEqual([[], []]);
  },

  "events held for an app come oldest first, with what is known of them": async (store) => {
    await store.commit(
      batch({
        events: ["h1", "h2"].map((id) => eventOf(id, 4e12)),
        holds: [
          holdOf("h2", "http://a", 4e12),
          holdOf("h1", "http://a", 4e12),
          holdOf("h1", "http://b", 4e12),
        ],
      }),
    );
    expect(await store.heldEvents("http://a", 1)).toEqual([
      { ...eventOf("h1", 4e12), hold_id: "h1 http://a", given: "[]" },
    ]);
    await store.commit(batch({}, { holds: ["h1 http://a"] }));
    expect((await store.heldEvents("http://a", 9)).map(({ id }) => id)).toEqual(["h2"]);
  },

  "texts that Postgres refuses don't stop a batch": async (store) => {
    const id = "nul \u0000 and half \ud800";
    await store.commit(batch({ claims: [{ id, expires_at: 9 }], steps: [stepOf("t1", id, "1")] }));
    expect(await store.stepsOfRun("t1")).toHaveLength(1);
    expect(await store.takenClaims([id], 1)).toHaveLength(1);
    await store.commit(batch({}, { claims: [id] }));
    expect(await store.takenClaims([id], 1)).toEqual([]);
  },
};

/** Tests a store. `open` opens the same state each time; what it opened before is closed by then. */
export function describeStore(open: () => Promise<Store>): void {
  let store: Store;

  beforeAll(async () => {
    store = await open();
  });

  afterAll(() => store.close());

  for (const [guarantee, holds] of Object.entries(guarantees)) test(guarantee, () => holds(store));

  test("each opening has a larger number, and what was committed is still there", async () => {
    const { generation } = store;
    await store.maintain();
    await store.close();
    store = await open();
    expect(store.generation).toBe(generation + 1);
    expect(await store.readRun("p3")).toBeDefined();
  });
}
