import { beforeAll, expect, test } from "vitest";
import { callFunction } from "#lib/db/call.ts";
import { submitGoal } from "#lib/domain/goals/submit-goal.ts";
import { type RunStreamItem, serverSentEvent, streamRunEvents } from "#lib/domain/runs/stream-run-events.ts";
import { createDomainContext, type DomainContext } from "#scripts/testing/domain-context.ts";
import { connectReadyRepository } from "#scripts/testing/ready-repository.ts";
import { setUpTestDatabase, type TestTenant } from "#scripts/testing/test-database.ts";

const database = setUpTestDatabase();
const fast = { pollMs: 10, heartbeatMs: 60_000, lingerMs: 30, lifetimeMs: 20_000 };
let tenant: TestTenant;
let member: DomainContext;
let repositoryId: string;

beforeAll(async () => {
  tenant = await database.createTenant();
  member = createDomainContext((await database.createUser({ tenant })).db, tenant.id);
  repositoryId = await connectReadyRepository(member, database.job(tenant), "shop");
});

const submit = async () => (await submitGoal(member, { repositoryId, body: "Fix it" })).runId;

const writeStep = (runId: string, key: string) =>
  database
    .job(tenant)
    .from("run_steps")
    .insert({ tenant_id: tenant.id, run_id: runId, key, position: 1, title: key, agent: "dev" })
    .throwOnError();

const finish = (runId: string) =>
  callFunction(database.job(tenant), "finish_run", {
    p_run: runId,
    p_status: "failed",
    p_outcome: "error",
    p_verdict: null,
    p_reason: "It ended.",
  });

async function collect(items: AsyncIterable<RunStreamItem>, seen: (item: RunStreamItem) => unknown) {
  const all: RunStreamItem[] = [];
  for await (const item of items) {
    all.push(item);
    await seen(item);
  }
  return all;
}

test("every change is given once and in order, and the end of the run ends the stream", async () => {
  const runId = await submit();
  const actions = [() => writeStep(runId, "setup"), () => writeStep(runId, "fix"), () => finish(runId)];
  const stream = streamRunEvents(member, runId, { ...fast, after: 0, signal: new AbortController().signal });
  const items = await collect(stream, () => actions.shift()?.());
  const events = items.flatMap((item) => (item.kind === "event" ? [item.event] : []));
  expect(events.filter((event) => event.subject === "run_steps").length).toBeGreaterThanOrEqual(2);
  expect(events.at(-1)).toMatchObject({ subject: "runs", status: "failed" });
  expect(events.map((event) => event.id)).toEqual(
    [...new Set(events.map((event) => event.id))].sort((a, b) => a - b),
  );
  expect(items.at(-1)).toEqual({ kind: "end" });
});

test("a reader that comes back with its position gets what it missed and nothing twice", async () => {
  const runId = await submit();
  await writeStep(runId, "setup");
  const leave = new AbortController();
  const first = await collect(
    streamRunEvents(member, runId, { ...fast, after: 0, signal: leave.signal }),
    () => leave.abort(),
  );
  const position = Math.max(...first.map((item) => (item.kind === "event" ? item.event.id : 0)));
  await writeStep(runId, "fix");
  await finish(runId);
  const rest = await collect(
    streamRunEvents(member, runId, { ...fast, after: position, signal: new AbortController().signal }),
    () => undefined,
  );
  const ids = rest.flatMap((item) => (item.kind === "event" ? [item.event.id] : []));
  expect(ids.length).toBeGreaterThanOrEqual(2);
  expect(Math.min(...ids)).toBeGreaterThan(position);
});

test("a silent run gives heartbeats until the stream's life is over", async () => {
  const runId = await submit();
  const quiet = { ...fast, after: 1_000_000_000, heartbeatMs: 20, lifetimeMs: 200 };
  const items = await collect(
    streamRunEvents(member, runId, { ...quiet, signal: new AbortController().signal }),
    () => undefined,
  );
  expect(items.length).toBeGreaterThan(0);
  expect(items.every((item) => item.kind === "heartbeat")).toBe(true);
});

test("people of another tenant get no stream", async () => {
  const runId = await submit();
  const other = await database.createTenant();
  const stranger = createDomainContext((await database.createUser({ tenant: other })).db, other.id);
  const stream = streamRunEvents(stranger, runId, {
    ...fast,
    after: 0,
    signal: new AbortController().signal,
  });
  await expect(stream.next()).rejects.toMatchObject({ code: "not_found" });
});

test("items are written in the format of server-sent events", () => {
  const event = { id: 7, subject: "runs", subjectId: "x", status: "a\nb", createdAt: "t" };
  const text = serverSentEvent({ kind: "event", event });
  expect(text).toBe(`id: 7\nevent: change\ndata: ${JSON.stringify(event)}\n\n`);
  expect(text.trimEnd().split("\n")).toHaveLength(3);
  expect(serverSentEvent({ kind: "heartbeat" })).toBe(": still here\n\n");
});
