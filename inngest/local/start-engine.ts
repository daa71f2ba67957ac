import { join } from "node:path";
import { createEngine } from "./create-engine.ts";
import type { Engine } from "./engine-context.ts";
import { checkKeys, type EngineOptions } from "./engine-options.ts";
import { operatorRoutes } from "./http/operator-routes.ts";
import { requireKeys } from "./http/require-keys.ts";
import { sdkRoutes } from "./http/sdk-routes.ts";
import { probePort, serveRoutes } from "./http/server.ts";
import { AppSync } from "./registry/sync-apps.ts";
import { openPgliteClient } from "./store/pglite-client.ts";
import { openSqlStore } from "./store/sql-store.ts";
import { startUpkeep } from "./store/upkeep.ts";

export interface RunningEngine {
  /** Base URL: the value for INNGEST_DEV. */
  url: string;
  /** Stops taking work, stores what is known and gives the directory free. Open calls are made again at the next start. */
  close(): Promise<void>;
}

/**
 * Starts the embedded durable engine: an executor for the Inngest SDK with its state in a directory.
 * Rejects with `DirectoryInUse` when another engine has the directory, and with EADDRINUSE for a taken port.
 *
 * @example
 * const engine = await startEngine({ dataDir: ".data/engine", port: 0, appUrls: ["http://127.0.0.1:3000/api/inngest"] });
 * process.env.INNGEST_DEV = engine.url;
 */
export async function startEngine(options: EngineOptions): Promise<RunningEngine> {
  checkKeys(options);
  await probePort(options.port);
  const client = await openPgliteClient(options.dataDir);
  try {
    const store = await openSqlStore(client);
    const engine = await createEngine(options, store);
    const apps = new AppSync(engine, options.appUrls ?? []);
    engine.appLost = (functionId, reason) => apps.lost(functionId, reason);
    const routes = { ...sdkRoutes(engine), ...operatorRoutes(engine, apps) };
    const server = await serveRoutes(routes, {
      port: options.port,
      guard: requireKeys(options),
      log: engine.log,
    });
    const upkeep = startUpkeep(engine);
    apps.start();
    engine.log.info({ port: server.port, dataDir: join(options.dataDir) }, "the engine is up");
    return {
      url: `http://127.0.0.1:${server.port}`,
      close: () => closeEngine(engine, [() => apps.close(), () => upkeep.close(), () => server.close()]),
    };
  } catch (cause) {
    await client.close();
    throw cause;
  }
}

async function closeEngine(engine: Engine, parts: (() => void | Promise<void>)[]): Promise<void> {
  if (engine.closed) return;
  engine.closed = true;
  for (const close of parts) await close();
  engine.timers.close();
  for (const run of engine.runs.all()) for (const { abort } of run.calls.values()) abort.abort();
  engine.connections.close();
  await engine.journal.close();
  await engine.store.close();
}
