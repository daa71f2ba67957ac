import { beforeAll } from "vitest";
import { unwrap } from "#lib/db/call.ts";
import type { Database } from "#lib/db/database.ts";
import {
  setUpTestDatabase,
  type TestDatabase,
  type TestTenant,
  type TestUser,
} from "#scripts/testing/test-database.ts";

/** Everybody a rule can be about, seen from one tenant. */
export const actors = [
  "admin",
  "member",
  "analyst",
  /** Signed in, member of nothing. */
  "stranger",
  /** Admin of another tenant. */
  "neighbour",
  /** Operator of the platform. */
  "owner",
  "anonymous",
  "job",
  /** Job of the other tenant. */
  "neighbourJob",
] as const;

export type Actor = (typeof actors)[number];

export interface World {
  database: TestDatabase;
  tenant: TestTenant;
  neighbourTenant: TestTenant;
  people: Record<"admin" | "member" | "analyst" | "stranger" | "neighbour" | "owner", TestUser>;
  /** A client with the rights of an actor. */
  as(actor: Actor): Database;
}

async function populate(database: TestDatabase): Promise<World> {
  const tenant = await database.createTenant("acme");
  const neighbourTenant = await database.createTenant("neighbour");
  const people = {
    admin: await database.createUser({ tenant, role: "admin" }),
    member: await database.createUser({ tenant, role: "member" }),
    analyst: await database.createUser({ tenant, role: "analyst" }),
    stranger: await database.createUser(),
    neighbour: await database.createUser({ tenant: neighbourTenant, role: "admin" }),
    owner: await database.createUser({ owner: true }),
  };
  const jobs = { job: database.job(tenant), neighbourJob: database.job(neighbourTenant) };
  const as = (actor: Actor): Database => {
    if (actor === "anonymous") return database.anonymous;
    return actor === "job" || actor === "neighbourJob" ? jobs[actor] : people[actor].db;
  };
  return { database, tenant, neighbourTenant, people, as };
}

/** Two tenants with their people, in a database of the test file. */
export function setUpWorld(): World {
  const database = setUpTestDatabase();
  const world = {} as World;
  beforeAll(async () => {
    Object.assign(world, await populate(database));
  });
  return world;
}

let count = 0;
const next = (): number => {
  count += 1;
  return count;
};

/** A repository of the tenant that is ready for goals. */
export async function readyRepository({ as, tenant, database }: World): Promise<string> {
  const connected = unwrap(
    await as("member").rpc("connect_repository", {
      p_tenant: tenant.id,
      p_name: `repository-${next()}`,
      p_source_kind: "sample",
      p_source_location: "",
    }),
  ) as { id: string };
  unwrap(
    await database.service
      .from("repositories")
      .update({ status: "ready" })
      .eq("id", connected.id)
      .select("id"),
  );
  return connected.id;
}

/** A goal that a member submitted, and its first run. */
export async function submittedGoal(world: World): Promise<{ goalId: string; runId: string }> {
  const goal = { p_repository: await readyRepository(world), p_title: "Fix it", p_body: "It is broken." };
  return unwrap(await world.as("member").rpc("submit_goal", goal)) as { goalId: string; runId: string };
}
