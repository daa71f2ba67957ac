import { rm } from "node:fs/promises";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { Inngest, type InngestFunction } from "inngest";
import { serve } from "inngest/node";
import type { EngineOptions } from "../engine-options.ts";
import { type RunningEngine, startEngine } from "../start-engine.ts";
import { prepareDirectory } from "./prepared-store.ts";

const silent = { info() {}, warn() {}, error() {}, debug() {} };

/** What functions under test report, by the key of their event. */
export class Diary {
  readonly #entries = new Map<string, { what: string; at: number; value: unknown }[]>();

  note(key: string, what: string, value?: unknown): void {
    const entries = this.#entries.get(key) ?? [];
    entries.push({ what, at: performance.now(), value });
    this.#entries.set(key, entries);
  }

  /** Values noted under a heading, in order. */
  all<T = unknown>(key: string, what: string): T[] {
    return this.entries(key, what).map(({ value }) => value as T);
  }

  entries(key: string, what: string) {
    return (this.#entries.get(key) ?? []).filter((entry) => entry.what === what);
  }

  /** The n-th value under a heading, as soon as it is there. */
  async wait<T = unknown>(key: string, what: string, count = 1): Promise<T> {
    await until(() => this.all(key, what).length >= count, `${count}× "${what}" of ${key}`);
    return this.all<T>(key, what)[count - 1] as T;
  }
}

/** Polls until a condition holds; fails with what was waited for after a minute, or another ceiling (ms). */
export async function until(condition: () => unknown, what: string, ceiling = 60_000): Promise<void> {
  const end = performance.now() + ceiling;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`waited in vain for ${what}`);
    await pause(10);
  }
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

const quick = { retryMs: 50, drainMs: 100 };

/** An engine on a temporary directory. */
export async function startTestEngine(options: Partial<EngineOptions> = {}) {
  const dataDir = options.dataDir ?? (await prepareDirectory());
  let engine: RunningEngine = await startEngine({ port: 0, ...quick, ...options, dataDir });
  return {
    dataDir,
    get url() {
      return engine.url;
    },
    get ended() {
      return engine.ended;
    },
    /** Stops the engine and starts it again on the same state and port. */
    async restart() {
      const port = Number(new URL(engine.url).port);
      await engine.close();
      engine = await startEngine({ port, ...quick, ...options, dataDir });
    },
    async close() {
      await engine.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export function testClient(id: string, engineUrl: string, checkpointing = true): Inngest {
  return new Inngest({ id, isDev: true, baseUrl: engineUrl, checkpointing, logger: silent });
}

/** Serves functions over HTTP, as an app does, and registers them unless told not to. */
export async function serveApp(
  client: Inngest,
  functions: InngestFunction.Any[],
  { port = 0, register = true, streaming = false, onRequest = (_: http.IncomingMessage): void => {} } = {},
) {
  const handler = serve({ client, functions, streaming });
  const server = http.createServer((request, response) => {
    onRequest(request);
    handler(request, response);
  });
  // A process that gets no time to run for longer than this closes connections with a request waiting in them.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const actual = (server.address() as AddressInfo).port;
  const url = `http://127.0.0.1:${actual}/api/inngest`;
  if (register) {
    // Without keep-alive: an app served before on this port has left a dead connection in the pool.
    const response = await fetch(url, { method: "PUT", headers: { connection: "close" } });
    if (response.status !== 200) throw new Error(`not registered: ${await response.text()}`);
  }
  return {
    url,
    port: actual,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

let keys = 0;
/** A key no other event has. */
export const newKey = (): string => `k${++keys}-${Math.random().toString(36).slice(2, 8)}`;

export async function postJson(url: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : undefined };
}
