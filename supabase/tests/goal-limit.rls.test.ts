import { expect, test } from "vitest";
import { callFunction, unwrap } from "#lib/db/call.ts";
import { refusal } from "./refusal.ts";
import { readyRepository, setUpWorld } from "./world.ts";

const world = setUpWorld();

test("a tenant on the Free plan starts ten runs an hour and no more, also when they are asked for at once", async () => {
  const { service } = world.database;
  const goal = { p_repository: await readyRepository(world), p_title: "Fix it", p_body: "It is broken." };
  const submit = () => callFunction(world.as("member"), "submit_goal", goal);
  const setPlan = async (plan: string) =>
    unwrap(await service.from("tenants").update({ plan }).eq("id", world.tenant.id).select("id"));
  await setPlan("free");
  const outcomes = await Promise.allSettled(Array.from({ length: 13 }, submit));
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
  const [code, text] = await refusal(submit());
  expect(code).toBe("rate_limited");
  expect(text).toMatch(/^The Free plan has 10 goals an hour: try again after \d\d:\d\d UTC\.$/);
  const error = await submit().catch((thrown: { retryAfterSeconds: number }) => thrown);
  expect((error as { retryAfterSeconds: number }).retryAfterSeconds).toBeGreaterThan(3_500);

  // A run again is work of the agents too.
  const run = unwrap(
    await service.from("runs").select("id").eq("tenant_id", world.tenant.id).limit(1).single(),
  );
  unwrap(
    await service
      .from("runs")
      .update({ status: "stopped", finished_at: new Date().toISOString() })
      .eq("id", run.id)
      .select("id"),
  );
  expect((await refusal(callFunction(world.as("member"), "rerun_run", { p_run: run.id })))[0]).toBe(
    "rate_limited",
  );

  await setPlan("starter");
  await submit();
  await setPlan("free");
  const past = new Date(Date.now() - 61 * 60_000).toISOString();
  unwrap(
    await service.from("runs").update({ created_at: past }).eq("tenant_id", world.tenant.id).select("id"),
  );
  await submit();
});
