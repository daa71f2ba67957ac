import { createServiceClient } from "#lib/db/service-client.ts";
import { ports } from "#lib/ports/ports.ts";

export interface PartStatus {
  ok: boolean;
  /** What serves it, or one sentence about what is wrong. */
  detail: string;
}

export interface Readiness {
  /** True when requests can be served: database and engine answer. */
  ready: boolean;
  parts: { database: PartStatus; engine: PartStatus; sandbox: PartStatus };
}

const timeLimitMs = 2_000;

async function databaseStatus(): Promise<PartStatus> {
  const query = createServiceClient().from("tenants").select("id").limit(1);
  const { error } = await query.abortSignal(AbortSignal.timeout(timeLimitMs));
  return error ? { ok: false, detail: "The database does not answer." } : { ok: true, detail: "answers" };
}

async function engineStatus(): Promise<PartStatus> {
  const { engine } = ports();
  if (engine.kind === "inngest") return { ok: true, detail: `Inngest, dashboard at ${engine.dashboard}` };
  if (engine.kind === "none")
    return { ok: false, detail: "No durable engine is set: INNGEST_DEV or INNGEST_EVENT_KEY." };
  try {
    const response = await fetch(new URL("/health", engine.url), {
      signal: AbortSignal.timeout(timeLimitMs),
    });
    return response.ok
      ? { ok: true, detail: "answers" }
      : { ok: false, detail: `answers ${response.status}` };
  } catch {
    return { ok: false, detail: "The durable engine does not answer." };
  }
}

async function sandboxStatus(): Promise<PartStatus> {
  const status = await ports().sandbox.status();
  return { ok: status.ok, detail: status.problem ?? status.engine };
}

/**
 * Whether this instance can serve. A missing sandbox is told but does not take the instance out:
 * pages work without one, and runs wait.
 */
export async function readiness(): Promise<Readiness> {
  const [database, engine, sandbox] = await Promise.all([databaseStatus(), engineStatus(), sandboxStatus()]);
  return { ready: database.ok && engine.ok, parts: { database, engine, sandbox } };
}
