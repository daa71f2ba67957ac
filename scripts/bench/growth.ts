import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { newKey, serveApp, testClient } from "#inngest/local/testing/engine-fixture.ts";
import { freePort } from "#inngest/local/testing/engine-process.ts";
import { type EngineProcess, startEngineProcess } from "./engine-process.ts";
import { within } from "./load-app.ts";

/** What an engine uses after a number of runs have ended; sizes in bytes. */
export interface GrowthSample {
  runs: number;
  rss: number;
  heap: number;
  /** Outside the heap, most of it the database's memory. */
  external: number;
  disk: number;
  /** Part of it: the database's write-ahead log, which has a bound of its own. */
  log: number;
  /** Runs per second since the sample before. */
  rate: number;
}

export interface Growth {
  samples: GrowthSample[];
  /** Time until the engine answers (ms): on an empty directory, on one with its schema, after an orderly stop at the end, after a kill. */
  starts: { first: number; empty: number; full: number; killed: number };
}

/** Runs sent with one request, and how many requests are under way. */
const [perRequest, requests] = [250, 2];
const samples = 10;
const longestBatch = 900_000;

/**
 * Lets a fresh engine finish many runs of one step and watches what it uses.
 * @param args options of `engine serve`, for another retention than the default
 */
export async function measureGrowth(
  dataDir: string,
  { runs, args, log }: { runs: number; args: string[]; log: (line: string) => void },
): Promise<Growth> {
  const port = await freePort();
  const start = () => startEngineProcess({ dataDir, port, args });
  let engine = await start();
  const first = engine.startMs;
  const restart = async (end: "stop" | "kill") => {
    await engine[end]();
    engine = await start();
    return engine.startMs;
  };
  try {
    const empty = await restart("stop");
    const taken = await grow(engine, dataDir, runs, log);
    return {
      samples: taken,
      starts: { first, empty, full: await restart("stop"), killed: await restart("kill") },
    };
  } finally {
    await engine.kill();
  }
}

async function grow(engine: EngineProcess, dataDir: string, runs: number, log: (line: string) => void) {
  const load = await startGrowthApp(engine.url);
  try {
    await load.finish(Math.min(runs, perRequest * requests));
    const taken = [await sample(engine, dataDir, 0, 0)];
    for (let part = 1; part <= samples; part++) {
      const count = Math.round((runs * part) / samples) - Math.round((runs * (part - 1)) / samples);
      const startedAt = performance.now();
      await load.finish(count);
      const rate = count / ((performance.now() - startedAt) / 1000);
      taken.push(await sample(engine, dataDir, (taken.at(-1)?.runs ?? 0) + count, rate));
      log(`growth, ${taken.at(-1)?.runs} of ${runs} runs, ${rate.toFixed(0)} per second …`);
    }
    return taken;
  } finally {
    await load.close();
  }
}

async function sample(
  engine: EngineProcess,
  dataDir: string,
  runs: number,
  rate: number,
): Promise<GrowthSample> {
  const { rss, heapUsed, external } = await engine.memory();
  return { runs, rss, heap: heapUsed, external, ...(await sizeOf(dataDir)), rate };
}

async function sizeOf(folder: string): Promise<{ disk: number; log: number }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const size = { disk: 0, log: 0 };
  for (const { name, parentPath } of entries.filter((entry) => entry.isFile())) {
    // The database removes files while they are counted.
    const bytes = (await stat(path.join(parentPath, name)).catch(() => undefined))?.size ?? 0;
    size.disk += bytes;
    if (path.basename(parentPath) === "pg_wal") size.log += bytes;
  }
  return size;
}

/** An app with a function of one step; `finish` sends events and resolves when all their runs have ended. */
async function startGrowthApp(url: string) {
  const client = testClient("growth", url);
  const open = new Map<string, () => void>();
  const one = client.createFunction(
    { id: "one", triggers: { event: "growth/one" } },
    async ({ event, step }) => {
      await step.run("work", () => ({ text: event.data.text }));
      open.get(event.data.k)?.();
    },
  );
  const app = await serveApp(client, [one]);
  const text = "A result of ordinary length, about a hundred characters, as most steps have one to remember.";
  const request = async (count: number) => {
    const ends: Promise<void>[] = [];
    const events = Array.from({ length: count }, () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const k = newKey();
      open.set(k, resolve);
      ends.push(promise.then(() => void open.delete(k)));
      return { name: "growth/one", data: { k, text } };
    });
    await client.send(events);
    await within(Promise.all(ends), longestBatch, `${count} runs`);
  };
  return {
    finish: async (count: number) => {
      let left = count;
      const lane = async () => {
        while (left > 0) {
          const next = Math.min(left, perRequest);
          left -= next;
          await request(next);
        }
      };
      await Promise.all(Array.from({ length: requests }, lane));
    },
    close: () => app.close(),
  };
}
