import { expect, test } from "vitest";
import { callFunction, unwrap } from "#lib/db/call.ts";
import { refusal } from "./refusal.ts";
import { setUpWorld, submittedGoal } from "./world.ts";

const world = setUpWorld();

const unsent = async (goalId: string) =>
  unwrap(
    await world.database.service
      .from("outbox_events")
      .select("id")
      .eq("data->>goalId", goalId)
      .is("sent_at", null),
  );

test("an event counts as sent once someone of its tenant, or the sweeper, says so", async () => {
  const { goalId } = await submittedGoal(world);
  const ids = (await unsent(goalId)).map((event) => event.id);
  expect(ids).toHaveLength(1);
  await callFunction(world.as("neighbour"), "mark_events_sent", { p_ids: ids });
  await callFunction(world.as("neighbourJob"), "mark_events_sent", { p_ids: ids });
  expect(await unsent(goalId)).toHaveLength(1);
  await callFunction(world.as("member"), "mark_events_sent", { p_ids: ids });
  expect(await unsent(goalId)).toHaveLength(0);
});

/** Unsent events of anything but the goal. */
async function otherThan(goalId: string): Promise<string[]> {
  const rows = unwrap(
    await world.database.service.from("outbox_events").select("id, data").is("sent_at", null),
  );
  return rows.filter(({ data }) => (data as { goalId?: string }).goalId !== goalId).map(({ id }) => id);
}

test("the sweeper finds what was not sent for some seconds; nobody else may look", async () => {
  const { goalId, runId } = await submittedGoal(world);
  const { service } = world.database;
  const dated = (seconds: number) =>
    service
      .from("outbox_events")
      .update({ created_at: new Date(Date.now() + seconds * 1000).toISOString() })
      .is("sent_at", null)
      .throwOnError();
  // Dated by hand: on a slow machine the events of the arrangement are seconds old already.
  await dated(60);
  expect(await callFunction(service, "unsent_events", { p_limit: 100 })).toEqual([]);
  await callFunction(world.as("member"), "mark_events_sent", { p_ids: await otherThan(goalId) });
  await dated(-10);
  expect(await callFunction(service, "unsent_events", { p_limit: 100 })).toEqual([
    { id: expect.any(String), name: "goal/submitted", data: { goalId, runId, tenantId: world.tenant.id } },
  ]);
  expect((await refusal(callFunction(world.as("owner"), "unsent_events", { p_limit: 1 })))[0]).toBe(
    "forbidden",
  );
});
