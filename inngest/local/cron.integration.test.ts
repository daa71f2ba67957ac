import type { Inngest, InngestFunction } from "inngest";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { Diary, pause, serveApp, startTestEngine, testClient, until } from "./testing/engine-fixture.ts";

interface Firing {
  id: string;
  name: string;
  ts: number;
  data: { cron: string; scheduledAt: string; fireAt: string };
}

const diary = new Diary();
let engine: Awaited<ReturnType<typeof startTestEngine>>;
let client: Inngest;
let app: Awaited<ReturnType<typeof serveApp>>;

/** Only the wall clock is the test's: the engine's goes on from it at the pace of the monotonic one. */
const setClock = (iso: string) => vi.setSystemTime(new Date(iso));

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  setClock("2026-03-01T08:00:00.000Z");
  engine = await startTestEngine();
  client = testClient("cron", engine.url);
  app = await serveApp(client, [], { register: false });
});

afterAll(async () => {
  await app.close();
  await engine.close();
  vi.useRealTimers();
});

const noting = (id: string, ...crons: string[]) =>
  client.createFunction({ id, retries: 0, triggers: crons.map((cron) => ({ cron })) }, ({ event }) =>
    diary.note(id, "fired", event),
  );

/** The runs are over: one that is interrupted would be called again, and wait for its function if that is gone. */
const runsOver = () =>
  until(async () => {
    const { queued, running } = await (await fetch(`${engine.url}/v1/status`)).json();
    return queued + running === 0;
  }, "the end of the runs");

/** Deploys these functions in place of the earlier ones. */
async function deploy(...functions: InngestFunction.Any[]): Promise<void> {
  await runsOver();
  await app.close();
  app = await serveApp(client, functions, { port: app.port });
}

async function restart(): Promise<void> {
  await runsOver();
  await engine.restart();
}

const fired = (id: string) => diary.all<Firing>(id, "fired").map(({ data }) => data.scheduledAt);

test("a schedule fires in its time zone, with the event Inngest sends; several of a function each by itself", async () => {
  await deploy(noting("berlin", "TZ=Europe/Berlin 0 10 * * *", "0 9 * * *"), noting("later", "1 9 * * *"));
  setClock("2026-03-01T08:59:59.500Z");
  await diary.wait("berlin", "fired", 2);
  const at = "2026-03-01T09:00:00.000Z";
  const firing = diary.all<Firing>("berlin", "fired").find(({ data }) => data.cron.startsWith("TZ="));
  expect(firing).toEqual({
    id: at,
    name: "inngest/scheduled.timer",
    ts: Date.parse(at),
    user: {},
    data: { cron: "TZ=Europe/Berlin 0 10 * * *", scheduledAt: at, fireAt: at },
  });
  expect(fired("later")).toEqual([]);
});

test("a schedule that was changed or removed no longer fires, and is not made up for when it comes back", async () => {
  setClock("2026-03-02T09:00:00.000Z");
  await deploy(noting("changed", "1 9 * * *"));
  await deploy(noting("changed", "2 9 * * *"));
  setClock("2026-03-02T09:01:59.500Z");
  await diary.wait("changed", "fired");
  await deploy(noting("changed", "1 9 * * *"));
  await pause(300);
  expect(fired("changed")).toEqual(["2026-03-02T09:02:00.000Z"]);
});

test("a clock that jumps ahead fires a schedule once", async () => {
  setClock("2026-03-03T09:00:00.000Z");
  await deploy(noting("jump", "30 * * * *"));
  setClock("2026-03-04T00:29:59.000Z");
  await diary.wait("jump", "fired", 2);
  expect(fired("jump")).toEqual(["2026-03-03T09:30:00.000Z", "2026-03-04T00:30:00.000Z"]);
});

test("firings missed while the engine was down are made up for once, and none is repeated by a restart", async () => {
  setClock("2026-03-05T08:00:00.000Z");
  await deploy(noting("missed", "0 9 * * *"));
  setClock("2026-03-08T12:00:00.000Z");
  await restart();
  await diary.wait("missed", "fired");
  setClock("2026-03-09T09:00:00.000Z");
  await diary.wait("missed", "fired", 2);
  await restart();
  await pause(300);
  expect(fired("missed")).toEqual(["2026-03-05T09:00:00.000Z", "2026-03-09T09:00:00.000Z"]);
});

test("a clock that was ahead before the start doesn't silence a schedule", async () => {
  setClock("2030-01-01T00:00:00.000Z");
  await deploy(noting("ahead", "30 * * * *"));
  setClock("2026-04-01T10:29:59.000Z");
  await restart();
  await diary.wait("ahead", "fired");
  expect(fired("ahead")).toEqual(["2026-04-01T10:30:00.000Z"]);
});
