import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Inngest } from "inngest";
import { newKey, serveApp, testClient } from "#inngest/local/testing/engine-fixture.ts";
import { freePort, startEngineProcess } from "./engine-process.ts";
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
  const firstSteps = new Map<string, (at: number) => void>();
  const app = await serveApp(client, [fairFunction(client, setting, firstSteps)]);
  const first = (key: string): Promise<number> => {
    const { promise, resolve } = Promise.withResolvers<number>();
    firstSteps.set(key, resolve);
    return within(promise, longestWait, "the wait for a first step");
  };
  try {
    const greedy = Array.from({ length: queued }, () => ({
      name: "fair/go",
      data: { tenant: "A", k: newKey() },
    }));
    const running = first(greedy[0]?.data.k ?? "");
    for (let at = 0; at < queued; at += eventsPerRequest)
      await client.send(greedy.slice(at, at + eventsPerRequest));
    await running;
    const delays: number[] = [];
    for (let trial = 0; trial < trials; trial++) {
      await pause((1 + Math.random()) * setting.stepMs);
      const k = newKey();
      const started = first(k);
      const sentAt = performance.now();
      await client.send({ name: "fair/go", data: { tenant: "B", k } });
      delays.push(((await started) - sentAt) / setting.stepMs);
    }
    return delays;
  } finally {
    await app.close();
  }
}

function fairFunction(client: Inngest, setting: Setting, firstSteps: Map<string, (at: number) => void>) {
  const { concurrency, stepMs, steps } = setting;
  return client.createFunction(
    { id: "fair", retries: 0, concurrency, triggers: { event: "fair/go" } },
    async ({ event, step }) => {
      for (let at = 0; at < steps; at++) {
        await step.run(`step ${at}`, async () => {
          firstSteps.get(event.data.k)?.(performance.now());
          firstSteps.delete(event.data.k);
          await pause(stepMs);
        });
      }
    },
  );
}
