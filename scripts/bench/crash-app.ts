import { AsyncLocalStorage } from "node:async_hooks";
import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { Inngest } from "inngest";
import { serve } from "inngest/node";
import { sha1 } from "#inngest/local/ids.ts";

const silent = { info() {}, warn() {}, error() {}, debug() {} };

/** Moments of the protocol at which a kill can hit: a checkpoint goes out, is acknowledged, a call is answered. */
export type Moment = "checkpoint sent" | "checkpoint stored" | "call answered";

/** What the step bodies of all runs add up to. */
export interface Bodies {
  /** Steps whose body ran. */
  ran: number;
  /** Steps whose body ran more than once. */
  repeated: number;
  /** Of these, the ones that began again although the app had seen that they are stored. */
  repeatedAfterStored: number;
  /** And the ones that the same start of the engine made begin twice: there was no kill to excuse it. */
  repeatedWithoutKill: number;
}

/**
 * An app on the real SDK that keeps account of its step bodies. A step is known to be stored once its
 * checkpoint was acknowledged or a call brought its result: from then on its body must never begin again.
 */
export class CrashApp {
  /** Results of finished runs by the key of their event, and the runs that each event started. */
  readonly results = new Map<string, number>();
  readonly runsByKey = new Map<string, Set<string>>();
  readonly client: Inngest;
  readonly #stored = new Set<string>();
  /** For each time a body began, which start of the engine had called; by step. */
  readonly #boots = new Map<string, number[]>();
  readonly #callerBoot = new AsyncLocalStorage<number>();
  readonly #afterStored = new Set<string>();
  #onMoment: { moment: Moment; resolve: () => void } | undefined;
  readonly #server: http.Server;

  constructor(engineUrl: string) {
    const fetchNoted: typeof fetch = (input, init) => this.#fetch(input, init);
    this.client = new Inngest({
      id: "crash",
      isDev: true,
      baseUrl: engineUrl,
      logger: silent,
      fetch: fetchNoted,
    });
    const handler = serve({ client: this.client, functions: this.#functions() });
    this.#server = http.createServer((request, response) => void this.#answer(handler, request, response));
  }

  /** Listens and registers with the engine. */
  async start(): Promise<void> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    const { port } = this.#server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/api/inngest`, { method: "PUT" });
    if (response.status !== 200) throw new Error(`The app was not registered: ${await response.text()}`);
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** Resolves at the next moment of a kind. */
  next(moment: Moment): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#onMoment = { moment, resolve };
    return promise;
  }

  account(): Bodies {
    const repeated = [...this.#boots.values()].filter((boots) => boots.length > 1);
    const sameBoot = repeated.filter((boots) => new Set(boots).size < boots.length);
    return {
      ran: this.#boots.size,
      repeated: repeated.length,
      repeatedAfterStored: this.#afterStored.size,
      repeatedWithoutKill: sameBoot.length,
    };
  }

  #reach(moment: Moment): void {
    if (this.#onMoment?.moment !== moment) return;
    this.#onMoment.resolve();
    this.#onMoment = undefined;
  }

  async #fetch(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
    const run = /\/v1\/checkpoint\/(\w+)\/async$/.exec(`${input}`)?.[1];
    if (!run) return fetch(input, init);
    const answered = fetch(input, init);
    this.#reach("checkpoint sent");
    const response = await answered;
    if (response.status !== 200) return response;
    const { steps } = JSON.parse(`${init?.body}`) as { steps: { id: string }[] };
    for (const { id } of steps) this.#stored.add(`${run}/${id}`);
    this.#reach("checkpoint stored");
    return response;
  }

  async #answer(
    handler: (request: http.IncomingMessage, response: http.ServerResponse) => unknown,
    request: http.IncomingMessage,
    response: http.ServerResponse,
  ): Promise<void> {
    const body = Buffer.concat(await request.toArray());
    if (request.method === "POST") {
      const { steps, ctx } = JSON.parse(`${body}`) as { steps: object; ctx: { run_id: string } };
      for (const id of Object.keys(steps)) this.#stored.add(`${ctx.run_id}/${id}`);
      response.on("finish", () => this.#reach("call answered"));
    }
    const { headers, method, url, socket } = request;
    const copy = Object.assign(Readable.from(body.length > 0 ? [body] : []), {
      headers,
      method,
      url,
      socket,
    });
    const generation = Number(headers["x-inngest-generation-id"]);
    this.#callerBoot.run(Math.floor(generation / callsPerBoot), () =>
      handler(copy as unknown as http.IncomingMessage, response),
    );
  }

  /** A step body that takes a moment. */
  async #body<T>(runId: string, stepId: string, value: T, ms = 20): Promise<T> {
    const step = `${runId}/${sha1(stepId)}`;
    if (this.#stored.has(step)) this.#afterStored.add(step);
    this.#boots.set(step, [...(this.#boots.get(step) ?? []), this.#callerBoot.getStore() ?? Number.NaN]);
    await pause(ms);
    return value;
  }

  #functions() {
    const { client } = this;
    const double = client.createFunction(
      { id: "double", retries: 20, triggers: { event: "crash/double" } },
      ({ event, step, runId }) => step.run("double", () => this.#body(runId, "double", event.data.n * 2, 5)),
    );
    const long = client.createFunction(
      { id: "long", retries: 20, triggers: { event: "crash/long" } },
      async ({ event, step, runId }) => {
        const { k, n } = event.data;
        const runs = this.runsByKey.get(k) ?? new Set();
        this.runsByKey.set(k, runs.add(runId));
        let sum = 0;
        for (let i = 0; i < 5; i++) sum += await step.run(`a${i}`, () => this.#body(runId, `a${i}`, i));
        await step.sleep("nap", "1s");
        const [x, y, go] = await Promise.all([
          step.run("x", () => this.#body(runId, "x", 10, 50)),
          step.invoke("y", { function: double, data: { k, n } }),
          step.waitForEvent("go", { event: "crash/go", match: "data.k", timeout: "10m" }),
        ]);
        const total = sum + x + y + (go?.data.v ?? -1000);
        this.results.set(k, await step.run("end", () => this.#body(runId, "end", total, 5)));
      },
    );
    return [double, long];
  }
}

/** The engine numbers its calls from its number of starts times this. */
const callsPerBoot = 1e9;

/** What the run of the n-th event must come to. */
export const expectedResult = (n: number): number => 10 + 10 + 2 * n + 100;
