import { expect, test } from "vitest";
import { callFunction, unwrap } from "#lib/db/call.ts";
import { sha256 } from "#lib/ids.ts";
import { refusal } from "./refusal.ts";
import { type Actor, readyRepository, setUpWorld } from "./world.ts";

const world = setUpWorld();

const create = (actor: Actor, token: string, access: "read" | "write") =>
  callFunction(world.as(actor), "create_forge_token", {
    p_tenant: world.tenant.id,
    p_label: "laptop",
    p_token_hash: sha256(token),
    p_access: access,
  });

async function repositoryName(): Promise<string> {
  const id = await readyRepository(world);
  return unwrap(await world.as("member").from("repositories").select("name").eq("id", id).single()).name;
}

const verify = (token: string, repository: string, tenant = world.tenant.slug) =>
  callFunction(world.database.service, "verify_forge_token", {
    p_tenant_slug: tenant,
    p_repository_name: repository,
    p_token_hash: sha256(token),
  });

test("analysts make tokens that read, members also such that write, others none", async () => {
  await create("analyst", "a-read", "read");
  expect((await refusal(create("analyst", "a-write", "write")))[0]).toBe("forbidden");
  await create("member", "m-write", "write");
  expect((await refusal(create("owner", "o", "read")))[0]).toBe("forbidden");
  expect((await refusal(create("stranger", "s", "read")))[0]).toBe("not_found");
  expect((await refusal(create("neighbour", "n", "read")))[0]).toBe("not_found");
});

test("a token opens the repositories of its tenant and no other", async () => {
  const name = await repositoryName();
  await create("member", "mine", "write");
  expect(await verify("mine", name)).toMatchObject({
    tenantId: world.tenant.id,
    access: "write",
    label: "laptop",
  });
  expect(await verify("mine", "missing")).toBeNull();
  expect(await verify("mine", name, world.neighbourTenant.slug)).toBeNull();
  expect(await verify("other", name)).toBeNull();
});

test("a token ends with its time, when it is revoked, and with the role of its person", async () => {
  const name = await repositoryName();
  const { service } = world.database;
  const change = async (token: string, values: { expires_at?: string; revoked_at?: string }) =>
    unwrap(await service.from("forge_tokens").update(values).eq("token_hash", sha256(token)).select("id"));
  const past = new Date(Date.now() - 1000).toISOString();
  await create("member", "old", "write");
  await change("old", { expires_at: past });
  expect(await verify("old", name)).toBeNull();
  await create("member", "lost", "write");
  await change("lost", { revoked_at: past });
  expect(await verify("lost", name)).toBeNull();

  const person = await world.database.createUser({ tenant: world.tenant, role: "member" });
  const token = {
    p_tenant: world.tenant.id,
    p_label: "desk",
    p_token_hash: sha256("desk"),
    p_access: "write",
  };
  await callFunction(person.db, "create_forge_token", token);
  unwrap(await service.from("members").update({ role: "analyst" }).eq("user_id", person.id).select("role"));
  expect(await verify("desk", name)).toMatchObject({ access: "read" });
  unwrap(await service.from("members").delete().eq("user_id", person.id).select("role"));
  expect(await verify("desk", name)).toBeNull();
});

test("people list and end their own tokens; an admin ends anybody's of the tenant", async () => {
  const list = async (actor: Actor) =>
    (await callFunction(world.as(actor), "list_my_forge_tokens", { p_tenant: world.tenant.id })) as {
      id: string;
    }[];
  const end = (actor: Actor, id: string) =>
    callFunction(world.as(actor), "revoke_forge_token", { p_forge_token: id });
  const name = await repositoryName();
  const made = (await create("member", "ends", "read")) as { id: string };
  expect((await list("member")).map(({ id }) => id)).toContain(made.id);
  expect((await list("admin")).map(({ id }) => id)).not.toContain(made.id);
  expect(JSON.stringify(await list("member"))).not.toContain(sha256("ends"));
  expect((await refusal(end("analyst", made.id)))[0]).toBe("forbidden");
  expect((await refusal(end("neighbour", made.id)))[0]).toBe("not_found");
  await end("member", made.id);
  expect(await verify("ends", name)).toBeNull();
  expect((await list("member")).map(({ id }) => id)).not.toContain(made.id);
  const other = (await create("member", "of-member", "read")) as { id: string };
  await end("admin", other.id);
  expect(await verify("of-member", name)).toBeNull();
});
