import { expect, test } from "vitest";
import { callFunction, unwrap } from "#lib/db/call.ts";
import { newId } from "#lib/ids.ts";
import { refusal } from "./refusal.ts";
import { type Actor, setUpWorld, submittedGoal } from "./world.ts";

const world = setUpWorld();

test("nobody changes, removes or forges a line of the audit log, not even the platform", async () => {
  await submittedGoal(world);
  const line = { tenant_id: world.tenant.id, actor_kind: "user", action: "forged", target_kind: "goal" };
  for (const db of [world.as("admin"), world.as("owner"), world.as("job"), world.database.service]) {
    const log = () => db.from("audit_log");
    const attempts = await Promise.all([
      log().insert(line),
      log().update({ action: "changed" }).eq("tenant_id", world.tenant.id),
      log().delete().eq("tenant_id", world.tenant.id),
    ]);
    expect(attempts.map((attempt) => attempt.error?.code)).toEqual(["42501", "42501", "42501"]);
  }
  const actions = unwrap(await world.as("admin").from("audit_log").select("action").order("id"));
  expect(actions.map((row) => row.action)).toEqual(["repository.connect", "goal.submit"]);
});

test("an Owner reads the audit log of every tenant, an admin that of the own", async () => {
  await submittedGoal(world);
  const tenants = async (actor: "owner" | "admin" | "neighbour") => {
    const rows = unwrap(await world.as(actor).from("audit_log").select("tenant_id"));
    return [...new Set(rows.map((row) => row.tenant_id))];
  };
  expect(await tenants("owner")).toEqual([world.tenant.id]);
  expect(await tenants("admin")).toEqual([world.tenant.id]);
  expect(await tenants("neighbour")).toEqual([]);
});

const act = (actor: Actor, tenant: string | null) =>
  callFunction(world.as(actor), "record_engine_action", {
    p_action: "cancel",
    p_engine_run: "01RUN",
    p_function: "run-execute",
    p_from_step: null,
    p_tenant: tenant,
  });

test("only the Owner acts on the engine; the row is the tenant's when there is one, else the platform's", async () => {
  for (const actor of ["admin", "member", "analyst", "stranger", "neighbour", "job"] as const) {
    expect((await refusal(act(actor, world.tenant.id)))[0]).toBe("not_found");
  }
  expect((await refusal(act("anonymous", null)))[0]).toBe("unauthenticated");
  await act("owner", world.tenant.id);
  await act("owner", null);
  await act("owner", newId());
  const rows = async (actor: Actor) =>
    unwrap(
      await world
        .as(actor)
        .from("audit_log")
        .select("tenant_id, actor_kind, actor_id, data")
        .eq("action", "engine_run.cancel")
        .order("id"),
    );
  const row = {
    actor_kind: "user",
    actor_id: world.people.owner.id,
    data: { engineRun: "01RUN", function: "run-execute" },
  };
  const ofTenant = { ...row, tenant_id: world.tenant.id };
  const ofPlatform = { ...row, tenant_id: null };
  expect(await rows("owner")).toEqual([ofTenant, ofPlatform, ofPlatform]);
  expect(await rows("admin")).toEqual([ofTenant]);
  expect(await rows("neighbour")).toEqual([]);
});
