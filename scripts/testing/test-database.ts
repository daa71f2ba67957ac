import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { createClient } from "@supabase/supabase-js";
import { afterAll, beforeAll } from "vitest";
import { unwrap } from "#lib/db/call.ts";
import type { Database } from "#lib/db/database.ts";
import { jobTokens } from "#lib/db/job-client.ts";
import { mintToken } from "#lib/db/mint-token.ts";
import { createServiceClient } from "#lib/db/service-client.ts";
import type { Database as Schema } from "#lib/db/types.ts";
import { createUserClient } from "#lib/db/user-client.ts";
import { newId } from "#lib/ids.ts";
import { type DatabaseProcess, startDatabaseProcess } from "./database-process.ts";
import { copyTemplate, testKeys } from "./database-template.ts";

export type Role = "admin" | "member" | "analyst";

export interface TestTenant {
  id: string;
  slug: string;
}

export interface TestUser {
  id: string;
  email: string;
  /** A client with this person's rights. */
  db: Database;
}

/** A database of one test file, with nothing in it but what the migrations put there. */
export interface TestDatabase {
  url: string;
  /** A client past row-level security, for arranging. */
  service: Database;
  /** A client of somebody who is not signed in. */
  anonymous: Database;
  createTenant(slug?: string): Promise<TestTenant>;
  /** A person; with a tenant a member of it, with `owner` an operator of the platform. */
  createUser(options?: { tenant?: TestTenant; role?: Role; owner?: boolean }): Promise<TestUser>;
  /** A client of the durable jobs of a tenant. */
  job(tenant: { id: string }): Database;
}

/** Points the code under test (lib/env.ts) at the database of this file. */
function setEnvironment(url: string): void {
  Object.assign(process.env, {
    SUPABASE_URL: url,
    SUPABASE_PUBLISHABLE_KEY: testKeys.publishable,
    SUPABASE_SECRET_KEY: testKeys.secret,
    SUPABASE_JWT_SECRET: testKeys.jwtSecret,
  });
}

let counter = 0;
function unique(): string {
  counter += 1;
  return `${counter}-${newId().slice(0, 8)}`;
}

function connect(url: string): TestDatabase {
  const service = createServiceClient({ url, secretKey: testKeys.secret });
  const as = (accessToken: string | (() => Promise<string>)): Database =>
    createUserClient({ url, publishableKey: testKeys.publishable, accessToken });
  return {
    url,
    service,
    anonymous: createClient<Schema>(url, testKeys.publishable),
    createTenant: async (slug = `tenant-${unique()}`) =>
      unwrap(
        await service
          .from("tenants")
          .insert({ slug, name: `Tenant ${slug}`, plan: "enterprise" })
          .select("id, slug")
          .single(),
      ),
    createUser: async ({ tenant, role = "member", owner = false } = {}) => {
      const email = `person-${unique()}@example.test`;
      const user = { email, name: email.split("@")[0] ?? email, is_owner: owner };
      const { id } = unwrap(await service.from("users").insert(user).select("id").single());
      if (tenant)
        unwrap(await service.from("members").insert({ tenant_id: tenant.id, user_id: id, role }).select());
      // As after a sign-in with a second factor, so that whatever asks for one finds it shown.
      const session = { user_id: id, second_factor_at: new Date().toISOString() };
      const { id: sessionId } = unwrap(await service.from("sessions").insert(session).select("id").single());
      return { id, email, db: as(await mintToken({ actor: "user", sub: id, session_id: sessionId })) };
    },
    job: (tenant) => as(jobTokens(tenant.id)),
  };
}

/**
 * Gives the tests of a file a database of their own: the real database process on a copy of a
 * migrated template, about a second per file. Call it at the top of a `*.integration.test.ts`.
 */
export function setUpTestDatabase(): TestDatabase {
  const folder = mkdtempSync(path.join(os.tmpdir(), "morningai-test-"));
  const dataDir = path.join(folder, "data");
  const database = {} as TestDatabase;
  let running: DatabaseProcess | undefined;
  beforeAll(async () => {
    await copyTemplate(dataDir);
    running = await startDatabaseProcess(dataDir);
    const { url, error } = running.outcome;
    if (!url) throw new Error(`${error}\n${running.log()}`);
    setEnvironment(url);
    Object.assign(database, connect(url));
  });
  afterAll(async () => {
    // The data are thrown away, so nothing needs to be closed in order.
    await running?.end("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });
  return database;
}
