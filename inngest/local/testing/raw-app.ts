import http from "node:http";
import type { AddressInfo } from "node:net";
import { readBody } from "../call/http-call.ts";
import { newKey, postJson, until } from "./engine-fixture.ts";
import type { EngineOfFile } from "./engine-of-file.ts";

export interface RawReply {
  status: number;
  headers?: Record<string, string>;
  /** Sent as JSON; a string is sent as it is. */
  body: unknown;
}

export interface RawCall {
  url: URL;
  headers: http.IncomingHttpHeaders;
  body: {
    steps: Record<string, unknown>;
    ctx: Record<string, unknown>;
    version: number;
    [other: string]: unknown;
  };
}

/** What the SDK puts on every answer. */
export const sdkHeaders = { "x-inngest-sdk": "js:v4.24.0", "x-inngest-req-version": "2" };

export const ops = (...body: unknown[]): RawReply => ({ status: 206, headers: sdkHeaders, body });
export const result = (value: unknown): RawReply => ({
  status: 200,
  headers: sdkHeaders,
  body: JSON.stringify(value ?? null),
});

/** An app without the SDK: `reply` says what it answers to a call, which it also remembers. */
export async function serveRaw(reply: (call: RawCall, index: number) => RawReply | Promise<RawReply>) {
  const calls: RawCall[] = [];
  const server = http.createServer(async (request, response) => {
    const text = await readBody(request, 1e9);
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const call: RawCall = { url, headers: request.headers, body: JSON.parse(text) };
    const index = calls.push(call) - 1;
    const { status, headers, body } = await reply(call, index);
    response.writeHead(status, headers).end(typeof body === "string" ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/app`,
    calls,
    /** Closes the open connections in the middle of whatever they do. */
    breakOff: () => server.closeAllConnections(),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export interface RawRun {
  run_id: string;
  status: string;
  output: { name: string; message: string } & Record<string, unknown>;
}

/** Registers one function of such an app, starts a run of it and gives the id of its event. */
export async function startRaw(engineUrl: string, app: string, url: string, retries = 3): Promise<string> {
  const runtime = { type: "http", url: `${url}?fnId=${app}-f&stepId=step` };
  const definition = {
    id: `${app}-f`,
    name: "f",
    triggers: [{ event: `${app}/go` }],
    steps: { step: { id: "step", name: "step", runtime, retries: { attempts: retries } } },
  };
  const registration = { url, appName: app, sdk: "js:v4.24.0", functions: [definition] };
  const registered = await postJson(`${engineUrl}/fn/register`, registration);
  if (registered.status !== 200) throw new Error(JSON.stringify(registered.body));
  const sent = await postJson(`${engineUrl}/e/test`, { name: `${app}/go`, data: { app } });
  return sent.body.ids[0];
}

/** The newest run of an event once it is over. */
export async function endOfRun(engineUrl: string, eventId: string): Promise<RawRun> {
  let run: RawRun | undefined;
  await until(async () => {
    const response = await fetch(`${engineUrl}/v1/events/${eventId}/runs`);
    run = (await response.json()).data.at(-1);
    return run && ["Completed", "Failed", "Cancelled"].includes(run.status);
  }, "the end of the run");
  return run as RawRun;
}

/** The step that a call is about: the one to run, or `step` for the function itself. */
export const stepIdOf = ({ url }: RawCall): string | null => url.searchParams.get("stepId");

/**
 * Gives a function that runs a raw app on an engine: it answers its calls with the replies, the last one from then
 * on, and comes back with the end of the run and the calls.
 */
export function playerOn({ engine, apps }: EngineOfFile) {
  return async (
    replies: (RawReply | ((call: RawCall) => RawReply))[],
    retries = 3,
  ): Promise<{ run: RawRun; calls: RawCall[] }> => {
    const app = await serveRaw((call, index) => {
      const reply = replies[Math.min(index, replies.length - 1)] ?? result(null);
      return typeof reply === "function" ? reply(call) : reply;
    });
    apps.push(app);
    const run = await endOfRun(engine.url, await startRaw(engine.url, newKey(), app.url, retries));
    return { run, calls: app.calls };
  };
}
