import { setTimeout as sleep } from "node:timers/promises";
import { createEngine } from "./create-engine.ts";
import type { Engine } from "./engine-context.ts";
import { checkKeys, type EngineOptions } from "./engine-options.ts";
import { operatorRoutes } from "./http/operator-routes.ts";
import { requireKeys } from "./http/require-keys.ts";
import { sdkRoutes } from "./http/sdk-routes.ts";
import { probePort, serveRoutes } from "./http/server.ts";
import { AppSync } from "./registry/sync-apps.ts";
import { openPgliteClient } from "./store/pglite-client.ts";
import { openPostgresClient } from "./store/postgres-client.ts";
import { openSqlStore } from "./store/sql-store.ts";
import { startUpkeep } from "./store/upkeep.ts";

export interface RunningEngine {
  /** Base URL: the value for INNGEST_DEV. */
  url: string;
  /**
   * Starts no further calls, lets open ones end for a while, stores what is known and gives the store free. Calls
   * that are still open then are made again at the next start.
   */
  close(): Promise<void>;
  /** Resolves when the engine has ended: with the reason when it had to, because another engine took its store. */
  ended: Promise<Error | undefined>;
}

const defaultDrainMs = 5000;

/**
 * Starts the embedded durable engine: an executor for the Inngest SDK with its state in a directory or a Postgres
 * database. Rejects with `DirectoryInUse` or `DatabaseInUse` when another engine has it, and with EADDRINUSE for
 * a taken port.
 *
 * @example
 * const engine = await startEngine({ dataDir: ".data/engine", port: 0, appUrls: ["http://127.0.0.1:3000/api/inngest"] });
 * process.env.INNGEST_DEV = engine.url;
 */
export async function startEngine(options: EngineOptions): Promise<RunningEngine> {
  checkKeys(options);
  await probePort(options.port);
  const { database, dataDir } = options;
  const client = database ? await openPostgresClient(database) : await openPgliteClient(dataDir);
  try {
    const engine = await createEngine(options, await openSqlStore(client));
    const apps = new AppSync(engine, options.appUrls ?? []);
    engine.appLost = (functionId, reason, waiting) => apps.lost(functionId, reason, waiting);
    const routes = { ...sdkRoutes(engine), ...operatorRoutes(engine, apps) };
    const server = await serveRoutes(routes, {
      port: options.port,
      guard: requireKeys(options),
      log: engine.log,
    });
    const upkeep = startUpkeep(engine);
    const { promise: ended, resolve } = Promise.withResolvers<Error | undefined>();
    const parts = [() => apps.close(), () => upkeep.close(), () => server.close()];
    let closing: Promise<void> | undefined;
    const close = (reason?: Error) => {
      closing ??= closeEngine(engine, parts, reason ? 0 : (options.drainMs ?? defaultDrainMs));
      void closing.finally(() => resolve(reason));
      return closing;
    };
    engine.giveUp = (reason) => void close(reason);
    apps.start();
    engine.log.info({ port: server.port, store: database ? "postgres" : dataDir }, "the engine is up");
    return { url: `http://127.0.0.1:${server.port}`, close: () => close(), ended };
  } catch (cause) {
    await client.close();
    throw cause;
  }
}

async function closeEngine(
  engine: Engine,
  parts: (() => void | Promise<void>)[],
  drainMs: number,
): Promise<void> {
  engine.queue.hold("the engine closes");
  const end = performance.now() + drainMs;
  // Requests are answered meanwhile: open calls report their steps.
  while (engine.queue.running > 0 && performance.now() < end) await sleep(20);
  engine.closed = true;
  for (const close of parts) await close();
  engine.timers.close();
  for (const run of engine.runs.all()) for (const { abort } of run.calls.values()) abort.abort();
  engine.connections.close();
  await engine.journal.close();
  await engine.store.close();
}
