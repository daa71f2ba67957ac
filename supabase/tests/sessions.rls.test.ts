import { expect, test } from "vitest";
import { callFunction, unwrap } from "#lib/db/call.ts";
import { mintToken } from "#lib/db/mint-token.ts";
import { createUserClient } from "#lib/db/user-client.ts";
import { testKeys } from "#scripts/testing/database-template.ts";
import { refusal } from "./refusal.ts";
import { setUpWorld } from "./world.ts";

const world = setUpWorld();

async function signedIn() {
  const sub = world.people.member.id;
  const session = unwrap(
    await world.database.service.from("sessions").insert({ user_id: sub }).select("id").single(),
  );
  const accessToken = await mintToken({ actor: "user", sub, session_id: session.id });
  const options = { url: world.database.url, publishableKey: testKeys.publishable, accessToken };
  return { session, db: createUserClient(options) };
}

test.each(["revoked", "over"])(
  "a session that is %s reaches nothing, though its token still lives",
  async (end) => {
    const { session, db } = await signedIn();
    expect(unwrap(await db.from("tenants").select("id"))).toEqual([{ id: world.tenant.id }]);
    const past = new Date(Date.now() - 1000).toISOString();
    const change = end === "revoked" ? { revoked_at: past, revoked_reason: "by_user" } : { expires_at: past };
    unwrap(await world.database.service.from("sessions").update(change).eq("id", session.id).select("id"));
    expect(unwrap(await db.from("tenants").select("id"))).toEqual([]);
    expect(unwrap(await db.from("users").select("id"))).toEqual([]);
    expect((await refusal(callFunction(db, "whoami", {})))[0]).toBe("unauthenticated");
    const connect = {
      p_tenant: world.tenant.id,
      p_name: "late",
      p_source_kind: "sample",
      p_source_location: "",
    };
    expect((await refusal(callFunction(db, "connect_repository", connect)))[0]).toBe("not_found");
  },
);

test("a person ends the own sessions and nobody else's", async () => {
  const { session, db } = await signedIn();
  const revoke = { p_session: session.id };
  expect((await refusal(callFunction(world.as("admin"), "revoke_my_session", revoke)))[0]).toBe("not_found");
  expect((await refusal(callFunction(world.as("job"), "revoke_my_session", revoke)))[0]).toBe(
    "unauthenticated",
  );
  await callFunction(db, "revoke_my_session", revoke);
  expect((await refusal(callFunction(db, "whoami", {})))[0]).toBe("unauthenticated");
});

test("what the sign-in edge uses is out of reach for everybody who is signed in", async () => {
  for (const actor of ["admin", "owner", "job"] as const) {
    const db = world.as(actor);
    const find = { p_email: world.people.admin.email };
    expect((await refusal(callFunction(db, "find_credential", find)))[0]).toBe("forbidden");
    const session = {
      p_user: world.people.admin.id,
      p_token_hash: "0".repeat(64),
      p_user_agent: "",
      p_ip: "",
    };
    expect((await refusal(callFunction(db, "create_session", session)))[0]).toBe("forbidden");
  }
});
