import { expect, test } from "vitest";
import { callFunction, unwrap } from "#lib/db/call.ts";
import { refusal } from "./refusal.ts";
import { type Actor, readyRepository, setUpWorld } from "./world.ts";

const world = setUpWorld();

const submit = (actor: Actor, repository: string) =>
  callFunction(world.as(actor), "submit_goal", {
    p_repository: repository,
    p_title: "Fix it",
    p_body: "It is broken.",
  });

test("members submit goals; analysts read; for others the repository does not exist", async () => {
  const repository = await readyRepository(world);
  expect(await submit("member", repository)).toMatchObject({
    goalId: expect.any(String),
    runId: expect.any(String),
  });
  expect(await refusal(submit("analyst", repository))).toEqual([
    "forbidden",
    "Your role does not allow this.",
  ]);
  expect((await refusal(submit("owner", repository)))[0]).toBe("forbidden");
  expect((await refusal(submit("job", repository)))[0]).toBe("forbidden");
  expect(await refusal(submit("stranger", repository))).toEqual(["not_found", "Not found."]);
  expect((await refusal(submit("neighbour", repository)))[0]).toBe("not_found");
  expect((await refusal(submit("anonymous", repository)))[0]).toBe("unauthenticated");
});

test("a goal comes with its run, its event and its line in the audit log, or not at all", async () => {
  const repository = await readyRepository(world);
  const { goalId, runId } = (await submit("member", repository)) as { goalId: string; runId: string };
  const { service } = world.database;
  const event = unwrap(
    await service.from("outbox_events").select("name, data").eq("data->>goalId", goalId).single(),
  );
  expect(event).toEqual({ name: "goal/submitted", data: { goalId, runId, tenantId: world.tenant.id } });
  const audited = unwrap(
    await world
      .as("admin")
      .from("audit_log")
      .select("action, actor_kind, actor_id, data")
      .eq("target_id", goalId),
  );
  expect(audited).toEqual([
    { action: "goal.submit", actor_kind: "user", actor_id: world.people.member.id, data: { runId } },
  ]);
  const before = unwrap(await service.from("goals").select("id"));
  const tooLong = { p_repository: repository, p_title: "x".repeat(201), p_body: "It is broken." };
  expect((await refusal(callFunction(world.as("member"), "submit_goal", tooLong)))[0]).toBe("invalid_input");
  expect(unwrap(await service.from("goals").select("id"))).toEqual(before);
});

test("a repository that is not ready takes no goal", async () => {
  const repository = await readyRepository(world);
  unwrap(
    await world
      .as("job")
      .from("repositories")
      .update({ status: "importing" })
      .eq("id", repository)
      .select("id"),
  );
  expect(await refusal(submit("member", repository))).toEqual([
    "unprocessable",
    "The repository is not ready yet.",
  ]);
});

test("goals submitted at once get different numbers", async () => {
  const repository = await readyRepository(world);
  await Promise.all(Array.from({ length: 8 }, () => submit("member", repository)));
  const goals = unwrap(
    await world.as("member").from("goals").select("number").eq("repository_id", repository),
  );
  expect(new Set(goals.map((goal) => goal.number)).size).toBe(8);
});

test("a row of one tenant can't refer to a row of another", async () => {
  const repository = await readyRepository(world);
  const foreign = {
    tenant_id: world.neighbourTenant.id,
    repository_id: repository,
    number: 1,
    title: "Mine",
    body: "Yours",
  };
  const { error } = await world.as("neighbourJob").from("goals").insert(foreign);
  expect(error?.code).toBe("PT404");
});
