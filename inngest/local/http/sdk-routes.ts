import { stepsJson } from "../call/call-body.ts";
import type { Engine } from "../engine-context.ts";
import { serverKind } from "../engine-options.ts";
import { acceptEvents } from "../events/accept-events.ts";
import { EventRefused } from "../events/read-event.ts";
import { registerApp } from "../registry/register-app.ts";
import { type CheckpointResult, checkpoint } from "../runs/checkpoint.ts";
import { loadRun } from "../runs/read-runs.ts";
import { sendSignal } from "../runs/send-signal.ts";
import { RequestRefused, type RouteReply, type Routes } from "./server.ts";

const checkpointReplies: Record<CheckpointResult, RouteReply> = {
  saved: { status: 200 },
  stale: { status: 409, body: { error: "this call is not the current one of its run", status: 409 } },
  malformed: { status: 400, body: { error: "the checkpoint holds no readable steps", status: 400 } },
  "too large": { status: 413, body: { error: "the output of a step is too large", status: 413 } },
};

/** What the Inngest SDK calls: events, registration, checkpoints, state too large for a call, signals, realtime. */
export function sdkRoutes(engine: Engine): Routes {
  return {
    "POST /e/:key": async ({ body, headers }) => {
      const seed = headers["x-inngest-event-id-seed"];
      try {
        const ids = await acceptEvents(engine, body, typeof seed === "string" ? seed : undefined);
        return { status: 200, body: { ids, status: 200 } };
      } catch (error) {
        if (!(error instanceof EventRefused)) throw error;
        return { status: 400, body: { ids: [""], status: 400, error: error.message } };
      }
    },
    "POST /fn/register": async ({ body, headers }) => {
      const kind = headers["x-inngest-expected-server-kind"];
      const own = serverKind(engine.options);
      if (kind !== undefined && kind !== own) {
        throw new RequestRefused(
          400,
          `this engine is of the kind "${own}", the app expects "${String(kind)}"`,
        );
      }
      try {
        const { modified } = await registerApp(engine, body);
        return { status: 200, body: { ok: true, modified } };
      } catch (error) {
        throw new RequestRefused(400, (error as Error).message);
      }
    },
    "POST /v1/checkpoint/:run/async": async ({ params, body }) =>
      checkpointReplies[await checkpoint(engine, params.run ?? "", body)],
    "GET /v0/runs/:run/actions": async ({ params }) => {
      const run = engine.runs.get(params.run ?? "") ?? (await loadRun(engine, params.run ?? ""));
      if (!run) throw new RequestRefused(404, `there is no run ${params.run}`);
      return { status: 200, body: stepsJson(run) };
    },
    "GET /v0/runs/:run/batch": async ({ params }) => {
      const run = engine.runs.get(params.run ?? "") ?? (await loadRun(engine, params.run ?? ""));
      if (!run) throw new RequestRefused(404, `there is no run ${params.run}`);
      return { status: 200, body: run.events.map(({ event }) => event) };
    },
    "POST /v1/signals": async ({ body }) => {
      const { signal, data } = (body ?? {}) as { signal?: unknown; data?: unknown };
      if (typeof signal !== "string" || signal === "")
        throw new RequestRefused(400, "the signal has no name");
      const runId = await sendSignal(engine, signal, data);
      if (!runId) throw new RequestRefused(404, `no run waits for the signal "${signal}"`);
      return { status: 200, body: { data: { run_id: runId } } };
    },
    // Nobody can subscribe to the embedded engine, so a published message has no one to reach.
    "POST /v1/realtime/publish": () => ({ status: 200, body: {} }),
    "POST /v1/realtime/publish/tee": () => ({ status: 200, body: {} }),
    "POST /v1/realtime/token": () => {
      throw new RequestRefused(501, "the embedded engine has no realtime subscriptions");
    },
    "POST /v1/runs/:run/metadata": () => ({ status: 200, body: {} }),
  };
}
