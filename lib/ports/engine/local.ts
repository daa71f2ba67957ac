import { z } from "zod";
import { AppError, type ErrorCode } from "#lib/errors.ts";
import { readRefusal, readRetried, readRunDetail, readRunPage, readStatus } from "./local-wire.ts";
import type { EngineOperator, EngineRunFilter } from "./port.ts";

/** Milliseconds; the engine is on this machine, so a longer silence means that something is wrong. */
const timeLimitMs = 5_000;

const codeByStatus: Record<number, ErrorCode> = {
  404: "not_found",
  409: "unprocessable",
  400: "invalid_input",
};

function pathOfRuns({ status, functionId, before, limit }: EngineRunFilter): string {
  const query = new URLSearchParams();
  if (status) query.set("status", status);
  if (functionId) query.set("function_id", functionId);
  if (before) query.set("before", before);
  if (limit) query.set("limit", String(limit));
  return `/v1/runs?${query}`;
}

/** The embedded engine through its operator routes at `url`; `signingKey` where it was started with one. */
export function localEngine(url: string, signingKey?: string): EngineOperator {
  async function call<Value>(
    method: string,
    path: string,
    read: (body: unknown) => Value,
    given?: object,
  ): Promise<Value> {
    const answer = await request({ url, method, path, signingKey, given });
    try {
      return read(answer);
    } catch (cause) {
      if (!(cause instanceof z.ZodError)) throw cause;
      throw new AppError(
        "unavailable",
        `What answers at ${url} is not the embedded engine of this version.`,
        {
          cause,
        },
      );
    }
  }
  const runPath = (runId: string) => `/v1/runs/${encodeURIComponent(runId)}`;
  return {
    status: () => call("GET", "/v1/status", readStatus),
    listRuns: (filter) => call("GET", pathOfRuns(filter), readRunPage),
    getRun: (runId) => call("GET", runPath(runId), readRunDetail),
    retryRun: (runId, { fromStep, input } = {}) =>
      call("POST", `${runPath(runId)}/retry`, readRetried, { from_step: fromStep, input }),
    cancelRun: (runId) => call("DELETE", runPath(runId), () => undefined),
  };
}

interface EngineRequest {
  url: string;
  method: string;
  path: string;
  signingKey: string | undefined;
  given: object | undefined;
}

async function request({ url, method, path, signingKey, given }: EngineRequest): Promise<unknown> {
  const response = await fetch(new URL(path, url), {
    method,
    headers: signingKey ? { authorization: `Bearer ${signingKey}` } : undefined,
    body: given && JSON.stringify(given),
    signal: AbortSignal.timeout(timeLimitMs),
    cache: "no-store",
  }).catch((cause: unknown) => {
    throw new AppError("unavailable", `The durable engine does not answer at ${url}.`, { cause });
  });
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body;
  const reason = readRefusal(body);
  throw new AppError(codeByStatus[response.status] ?? "unavailable", reason, { cause: body });
}
