import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Inngest } from "inngest";
import { newKey, serveApp, testClient } from "#inngest/local/testing/engine-fixture.ts";
import { freePort } from "#inngest/local/testing/engine-process.ts";
import { startEngineProcess } from "./engine-process.ts";
import { within } from "./load-app.ts";

type Concurrency = { limit: number; key?: string };

interface Setting {
  name: string;
  concurrency: Concurrency | [Concurrency, Concurrency];
  /** How long a step takes (ms). */
  stepMs: number;
  /** Steps of each run. */
  steps: number;
}

const tenant = "event.data.tenant";

/** Which slots the two tenants share, from none to all. */
const settings: Setting[] = [
  { name: "4 per tenant", concurrency: { key: tenant, limit: 4 }, stepMs: 200, steps: 1 },
  {
    name: "4 per tenant, 4 in all",
    concurrency: [{ key: tenant, limit: 4 }, { limit: 4 }],
    stepMs: 200,
    steps: 1,
  },
  {
    name: "1 per tenant, 1 in all",
    concurrency: [{ key: tenant, limit: 1 }, { limit: 1 }],
    stepMs: 200,
    steps: 1,
  },
  {
    name: "4 per tenant, 4 in all",
    concurrency: [{ key: tenant, limit: 4 }, { limit: 4 }],
    stepMs: 200,
    steps: 5,
  },
  {
    name: "1000 per tenant, every call open",
    concurrency: { key: tenant, limit: 1000 },
    stepMs: 2000,
    steps: 1,
  },
];

const eventsPerRequest = 5000;
const longestWait = 300_000;

export interface FairnessRow {
  setting: string;
  stepsPerRun: number;
  stepMs: number;
  queued: number;
  /** Delay of the modest tenant's first step in step times, one per trial. */
  delays: number[];
}

/**
 * One tenant has thousands of runs queued when another sends a single one, for the same function: how long
 * the single one waits until its first step, in units of the time a step takes.
 */
export async function measureFairness(
  dataDir: string,
  { queued, trials, log }: { queued: number; trials: number; log: (line: string) => void },
): Promise<FairnessRow[]> {
  const rows: FairnessRow[] = [];
  for (const [at, setting] of settings.entries()) {
    const { name, steps, stepMs } = setting;
    log(`fairness, ${name}, ${steps === 1 ? "1 step" : `${steps} steps`} per run …`);
    const engine = await startEngineProcess({ dataDir: path.join(dataDir, `${at}`), port: await freePort() });
    try {
      const delays = await measureSetting(engine.url, setting, queued, trials);
      rows.push({ setting: name, stepsPerRun: steps, stepMs, queued, delays });
    } finally {
      await engine.kill();
    }
  }
  return rows;
}

async function measureSetting(
  url: string,
  setting: Setting,
  queued: number,
  trials: number,
): Promise<number[]> {
  const client = testClient("fairness", url);
  const watched = new Map<string, Watched>();
  const app = await serveApp(client, [fairFunction(client, setting, watched)]);
  const send = async (tenant: string, count: number): Promise<Watched> => {
    const run = { started: Promise.withResolvers<number>(), ended: Promise.withResolvers<void>() };
    const events = Array.from({ length: count }, () => ({ name: "fair/go", data: { tenant, k: newKey() } }));
    watched.set(events[0]?.data.k ?? "", run);
    for (let at = 0; at < count; at += eventsPerRequest)
      await client.send(events.slice(at, at + eventsPerRequest));
    return run;
  };
  try {
    const greedy = await send("A", queued);
    await greedy.started.promise;
    const delays: number[] = [];
    for (let trial = 0; trial < trials; trial++) {
      await pause((1 + Math.random()) * setting.stepMs);
      const sentAt = performance.now();
      const { started, ended } = await send("B", 1);
      const startedAt = await within(started.promise, longestWait, "the wait for a first step");
      delays.push((startedAt - sentAt) / setting.stepMs);
      await within(ended.promise, longestWait, "a run behind another tenant's");
    }
    return delays;
  } finally {
    await app.close();
  }
}

/** A run whose first step and end are waited for. */
interface Watched {
  started: PromiseWithResolvers<number>;
  ended: PromiseWithResolvers<void>;
}

function fairFunction(client: Inngest, setting: Setting, watched: Map<string, Watched>) {
  const { concurrency, stepMs, steps } = setting;
  return client.createFunction(
    { id: "fair", retries: 0, concurrency, triggers: { event: "fair/go" } },
    async ({ event, step }) => {
      const run = watched.get(event.data.k);
      for (let at = 0; at < steps; at++) {
        await step.run(`step ${at}`, async () => {
          run?.started.resolve(performance.now());
          await pause(stepMs);
        });
      }
      run?.ended.resolve();
    },
  );
}
