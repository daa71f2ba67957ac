import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { systemClock } from "#lib/clock.ts";
import { unwrap } from "#lib/db/call.ts";
import { mintToken } from "#lib/db/mint-token.ts";
import { createServiceClient } from "#lib/db/service-client.ts";
import { createUserClient } from "#lib/db/user-client.ts";
import type { Context } from "#lib/domain/context.ts";
import { getRunSnapshot } from "#lib/domain/runs/get-run-snapshot.ts";
import type { RunSnapshot } from "#lib/domain/runs/snapshot-schema.ts";
import { env } from "#lib/env.ts";
import { createLogger } from "#lib/observability/logger.ts";
import { ports } from "#lib/ports/ports.ts";
import { startScriptSession } from "#scripts/goal/script-session.ts";
import { type Platform, startPlatform } from "#scripts/start/platform.ts";

const POLL_MS = 300;
const DEMO_ADMIN = "admin@demo.morningai.local";

/** A whole platform of a test: its parts are real processes, in a folder of their own. */
export interface LivePlatform {
  platform: Platform;
  /** Holds everything of this platform; repositories below `repositories` may be connected by path. */
  folder: string;
  repositories: string;
  dataDir: string;
  /** What the supervisor said about deaths and restarts. */
  lines: string[];
  close(): Promise<void>;
}

/**
 * Starts database, engine and a process that serves the durable functions. Sets this process's
 * environment to that of the platform, so one test file has one platform.
 */
export async function openLivePlatform(environment: Record<string, string> = {}): Promise<LivePlatform> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "morningai-live-"));
  const repositories = path.join(folder, "repositories");
  const dataDir = path.join(folder, "data");
  mkdirSync(repositories);
  const lines: string[] = [];
  const platform = await startPlatform({
    dataDir,
    web: true,
    files: { web: path.join(import.meta.dirname, "function-server.ts") },
    log: (line) => lines.push(line),
    environment: { ...process.env, LOG_LEVEL: "warn", REPOSITORY_ROOTS: repositories, ...environment },
  });
  Object.assign(process.env, platform.env);
  const close = async () => {
    await platform.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { platform, folder, repositories, dataDir, lines, close };
}

/** A context with the rights of the demo tenant's administrator and no more. */
export async function demoAdmin(): Promise<Context> {
  return personContext(DEMO_ADMIN);
}

/** A second administrator of the demo tenant. */
export async function secondAdmin(): Promise<Context> {
  const service = createServiceClient();
  const email = "second@demo.morningai.local";
  const first = await demoAdmin();
  const user = unwrap(
    await service.from("users").insert({ email, name: "Second Admin" }).select("id").single(),
  );
  unwrap(
    await service
      .from("members")
      .insert({ tenant_id: first.tenantId, user_id: user.id, role: "admin" })
      .select("user_id"),
  );
  return personContext(email);
}

async function personContext(email: string): Promise<Context> {
  const service = createServiceClient();
  const user = unwrap(
    await service.from("users").select("id, members(tenant_id)").eq("email", email).single(),
  );
  const tenantId = user.members[0]?.tenant_id;
  if (!tenantId) throw new Error(`${email} is in no tenant`);
  const sessionId = await startScriptSession(service, user.id);
  return {
    db: createUserClient({
      url: env().SUPABASE_URL,
      publishableKey: env().SUPABASE_PUBLISHABLE_KEY,
      accessToken: () => mintToken({ actor: "user", sub: user.id, session_id: sessionId }, systemClock.now()),
    }),
    tenantId,
    actor: { kind: "user", userId: user.id },
    ports: ports(),
    clock: systemClock,
    log: createLogger("test", "silent"),
  };
}

/** Waits until the import of a repository has ended, and says how. */
export async function importEnd(
  context: Context,
  repositoryId: string,
): Promise<{ status: string; reason: string | null }> {
  for (;;) {
    const row = unwrap(
      await context.db.from("repositories").select("status, status_reason").eq("id", repositoryId).single(),
    );
    if (row.status === "ready" || row.status === "failed")
      return { status: row.status, reason: row.status_reason };
    await sleep(POLL_MS);
  }
}

/** Waits until a run is in the state that is asked for, or has ended. */
export async function runUntil(
  context: Context,
  runId: string,
  holds: (snapshot: RunSnapshot) => boolean = () => false,
): Promise<RunSnapshot> {
  for (;;) {
    const snapshot = await getRunSnapshot(context, runId);
    if (snapshot.run.finishedAt !== null || holds(snapshot)) return snapshot;
    await sleep(POLL_MS);
  }
}

/** True while a person is asked something. */
export const asksForApproval = ({ approvals }: RunSnapshot): boolean =>
  approvals.some((approval) => approval.status === "pending");
