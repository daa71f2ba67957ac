import { expect, test } from "vitest";
import { unwrap } from "#lib/db/call.ts";
import { setUpWorld, submittedGoal } from "./world.ts";

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
