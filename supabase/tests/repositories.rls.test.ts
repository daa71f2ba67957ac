import { expect, test } from "vitest";
import { callFunction, unwrap } from "#lib/db/call.ts";
import { newId } from "#lib/ids.ts";
import { refusal } from "./refusal.ts";
import { type Actor, readyRepository, setUpWorld, submittedGoal } from "./world.ts";

const world = setUpWorld();

const connect = (actor: Actor, name = `orders-${newId().slice(0, 8)}`) =>
  callFunction(world.as(actor), "connect_repository", {
    p_tenant: world.tenant.id,
    p_name: name,
    p_source_kind: "path",
    p_source_location: "/srv/orders",
  });

test("admins and members connect repositories; readers may not, and for others the tenant does not exist", async () => {
  expect(await connect("admin")).toMatchObject({ id: expect.any(String) });
  expect(await connect("member")).toMatchObject({ event: { name: "repository/connected" } });
  expect(await refusal(connect("analyst"))).toEqual(["forbidden", "Your role does not allow this."]);
  expect(await refusal(connect("owner"))).toEqual(["forbidden", "Your role does not allow this."]);
  expect(await refusal(connect("job"))).toEqual(["forbidden", "Your role does not allow this."]);
  expect(await refusal(connect("stranger"))).toEqual(["not_found", "Not found."]);
  expect(await refusal(connect("neighbour"))).toEqual(["not_found", "Not found."]);
  expect(await refusal(connect("neighbourJob"))).toEqual(["not_found", "Not found."]);
  expect((await refusal(connect("anonymous")))[0]).toBe("unauthenticated");
});

test("a name is taken once per tenant, until the repository is removed", async () => {
  await connect("member", "taken");
  expect((await refusal(connect("admin", "taken")))[0]).toBe("conflict");
  const removed = { deleted_at: new Date().toISOString() };
  unwrap(await world.as("job").from("repositories").update(removed).eq("name", "taken").select("id"));
  expect(await connect("admin", "taken")).toMatchObject({ id: expect.any(String) });
});

test("a bad name is bad input", async () => {
  expect((await refusal(connect("member", "../etc")))[0]).toBe("invalid_input");
});

test("only a failed import is tried again", async () => {
  const repository = await readyRepository(world);
  const retry = (actor: Actor) =>
    callFunction(world.as(actor), "retry_repository_import", { p_repository: repository });
  expect(await refusal(retry("member"))).toEqual([
    "unprocessable",
    "Only a failed import can be tried again.",
  ]);
  unwrap(
    await world.as("job").from("repositories").update({ status: "failed" }).eq("id", repository).select("id"),
  );
  expect((await refusal(retry("analyst")))[0]).toBe("forbidden");
  expect((await refusal(retry("neighbour")))[0]).toBe("not_found");
  expect(await retry("member")).toMatchObject({
    event: { data: { repositoryId: repository, tenantId: world.tenant.id } },
  });
  expect(
    unwrap(await world.as("analyst").from("repositories").select("status").eq("id", repository)),
  ).toEqual([{ status: "importing" }]);
});

test("a member removes what failed to import, an admin anything that no run works in; past runs stay", async () => {
  const { goalId, runId } = await submittedGoal(world);
  const run = await world.as("analyst").from("runs").select("repository_id").eq("id", runId).single();
  const repository = unwrap(run).repository_id;
  const remove = (actor: Actor) =>
    callFunction(world.as(actor), "remove_repository", { p_repository: repository });
  for (const actor of ["analyst", "member", "owner", "job"] as const) {
    expect((await refusal(remove(actor)))[0]).toBe("forbidden");
  }
  for (const actor of ["stranger", "neighbour", "neighbourJob"] as const) {
    expect((await refusal(remove(actor)))[0]).toBe("not_found");
  }
  expect(await refusal(remove("admin"))).toEqual([
    "unprocessable",
    "Runs are still at work in this repository: stop them first.",
  ]);
  await callFunction(world.as("job"), "finish_run", {
    p_run: runId,
    p_status: "failed",
    p_outcome: "error",
    p_verdict: null,
    p_reason: "The end.",
  });
  await remove("admin");
  expect((await refusal(remove("admin")))[0]).toBe("not_found");
  const audited = world.as("admin").from("audit_log").select("action, data").eq("target_id", repository);
  expect(unwrap(await audited.eq("action", "repository.remove"))).toMatchObject([
    { data: { sourceKind: "sample" } },
  ]);
  expect(unwrap(await world.as("analyst").from("goals").select("id").eq("id", goalId))).toHaveLength(1);
  const again = callFunction(world.as("member"), "rerun_run", { p_run: runId });
  expect((await refusal(again))[1]).toMatch(/^The repository was removed/);

  const { id: failed } = (await connect("member")) as { id: string };
  unwrap(
    await world.as("job").from("repositories").update({ status: "failed" }).eq("id", failed).select("id"),
  );
  await callFunction(world.as("member"), "remove_repository", { p_repository: failed });
});

test("commands are corrected by members and the change is kept with what was before", async () => {
  const repository = await readyRepository(world);
  const update = (actor: Actor) =>
    callFunction(world.as(actor), "update_repository_commands", {
      p_repository: repository,
      p_commands: { test: "npm test" },
    });
  expect((await refusal(update("analyst")))[0]).toBe("forbidden");
  expect((await refusal(update("stranger")))[0]).toBe("not_found");
  await update("member");
  const audited = await world
    .as("admin")
    .from("audit_log")
    .select("actor_id, before, after")
    .eq("target_id", repository)
    .eq("action", "repository.update_commands");
  expect(unwrap(audited)).toEqual([
    { actor_id: world.people.member.id, before: {}, after: { test: "npm test" } },
  ]);
});

test("an import reports its result through a job of the tenant alone, and keeps corrected commands", async () => {
  const { id } = (await connect("member")) as { id: string };
  const complete = (actor: Actor) =>
    callFunction(world.as(actor), "complete_import", {
      p_repository: id,
      p_result: { status: "ready", defaultBranch: "main", headSha: "abc", commands: { test: "detected" } },
    });
  for (const actor of ["admin", "owner", "neighbourJob"] as const) {
    expect((await refusal(complete(actor)))[0]).toBe("forbidden");
  }
  await callFunction(world.as("member"), "update_repository_commands", {
    p_repository: id,
    p_commands: { test: "corrected" },
  });
  await complete("job");
  const row = unwrap(
    await world.as("member").from("repositories").select("status, head_sha, commands").eq("id", id).single(),
  );
  expect(row).toEqual({ status: "ready", head_sha: "abc", commands: { test: "corrected" } });
});
