import { afterAll, beforeAll } from "vitest";
import type { EngineOptions } from "../engine-options.ts";
import { startTestEngine } from "./engine-fixture.ts";

export interface EngineOfFile {
  engine: Awaited<ReturnType<typeof startTestEngine>>;
  /** What is closed before the engine, after the last test. */
  apps: { close(): unknown }[];
}

/** One engine for all tests of a file; it can be used from their first hook on. */
export function engineOfFile(options: Partial<EngineOptions> = {}): EngineOfFile {
  const apps: EngineOfFile["apps"] = [];
  let started: EngineOfFile["engine"];
  beforeAll(async () => {
    started = await startTestEngine(options);
  });
  afterAll(async () => {
    for (const app of apps) await app.close();
    await started?.close();
  });
  return {
    apps,
    engine: {
      get dataDir() {
        return started.dataDir;
      },
      get url() {
        return started.url;
      },
      get ended() {
        return started.ended;
      },
      restart: () => started.restart(),
      close: () => started.close(),
    },
  };
}
