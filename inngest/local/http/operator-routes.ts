import { z } from "zod";
import type { Engine } from "../engine-context.ts";
import { newUlid } from "../ids.ts";
import type { AppSync } from "../registry/sync-apps.ts";
import { cancellationRequest, cancelRunById, cancelRunsOf } from "../runs/cancel-runs.ts";
import { listRuns, readEvent, readRunDetail, readStatus, runsOfEvent } from "../runs/read-runs.ts";
import { retryOptions, retryRun } from "../runs/retry-run.ts";
import { RequestRefused, type Routes } from "./server.ts";

/** What people and the Owner Console use: look, cancel, retry, fetch functions again. */
export function operatorRoutes(engine: Engine, apps: AppSync): Routes {
  return {
    "GET /health": () => ({ status: 200, body: { status: "ok" } }),
    "GET /dev": () => ({
      status: 200,
      body: { version: "embedded", functions: engine.registry.functions.size },
    }),
    "GET /v1/status": async () => ({ status: 200, body: await readStatus(engine, apps) }),
    "GET /v1/runs": async ({ query }) => ({ status: 200, body: await listRuns(engine, query) }),
    "GET /v1/events/:id/runs": async ({ params }) => ({
      status: 200,
      body: { data: await runsOfEvent(engine, params.id ?? "") },
    }),
    "GET /v1/runs/:id": async ({ params }) => {
      const data = await readRunDetail(engine, params.id ?? "");
      if (!data) throw new RequestRefused(404, `there is no run ${params.id}`);
      return { status: 200, body: { data } };
    },
    "DELETE /v1/runs/:id": async ({ params }) => {
      const result = await cancelRunById(engine, params.id ?? "");
      if (result === "unknown") throw new RequestRefused(404, `there is no run ${params.id}`);
      if (result === "over") throw new RequestRefused(409, `the run ${params.id} has ended already`);
      return { status: 200, body: { data: { run_id: params.id, status: "Cancelled" } } };
    },
    "POST /v1/runs/:id/retry": async ({ params, body }) => {
      const result = await retryRun(engine, params.id ?? "", parse(retryOptions, body ?? {}));
      if (!result) throw new RequestRefused(404, `there is no run ${params.id}`);
      if ("problem" in result) throw new RequestRefused(409, result.problem);
      return { status: 200, body: { data: { run_id: result.runId } } };
    },
    "GET /v1/runs/:id/jobs": async ({ params }) => {
      const data = await readRunDetail(engine, params.id ?? "");
      if (!data) throw new RequestRefused(404, `there is no run ${params.id}`);
      return { status: 200, body: { data: data.jobs } };
    },
    "GET /v1/events/:id": async ({ params }) => {
      const data = await readEvent(engine, params.id ?? "");
      if (!data) throw new RequestRefused(404, `there is no event ${params.id}`);
      return { status: 200, body: { data } };
    },
    "POST /v1/cancellations": async ({ body }) => {
      const request = parse(cancellationRequest, body);
      const cancelled = await cancelRunsOf(engine, request).catch((cause: Error) => {
        throw new RequestRefused(400, `invalid expression: ${cause.message}`);
      });
      if (cancelled === undefined) {
        throw new RequestRefused(404, `the app ${request.app_id} has no function ${request.function_id}`);
      }
      return { status: 200, body: { data: { ...(body as object), id: newUlid(Date.now()), cancelled } } };
    },
    "POST /v1/apps/sync": async () => ({ status: 200, body: { problems: await apps.syncNow() } }),
  };
}

function parse<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new RequestRefused(400, z.prettifyError(parsed.error));
  return parsed.data;
}
