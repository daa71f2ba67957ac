import { createClient } from "@supabase/supabase-js";
import { SignJWT } from "jose";
import { expect, test } from "vitest";
import { testKeys } from "#scripts/testing/database-template.ts";
import { setUpEmbeddedDatabase } from "#scripts/testing/embedded-database.ts";
import type { RunningDatabase } from "./start-database.ts";

const bare = setUpEmbeddedDatabase({ schema: "none" });
const migrated = setUpEmbeddedDatabase({ schema: "migrations" });

const token = (claims: Record<string, unknown>): Promise<string> =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256" })
    .setExpirationTime("5m")
    .sign(new TextEncoder().encode(testKeys.jwtSecret));

const as = (database: RunningDatabase, claims: Record<string, unknown>) =>
  createClient(database.url, testKeys.publishable, { accessToken: () => token(claims) });

test("a table that is protected after the first request is protected", async () => {
  const database = bare();
  const anonymous = createClient(database.url, testKeys.publishable);
  await database.exec(
    "create table open_notes (id int); insert into open_notes values (1); grant select on open_notes to anon",
  );
  await database.connection.clearSchemaCache();
  expect((await anonymous.from("open_notes").select()).data).toEqual([{ id: 1 }]);

  await database.exec(`create table notes (id int); insert into notes values (1);
    alter table notes enable row level security; grant select on notes to anon`);
  await database.connection.clearSchemaCache();
  expect((await anonymous.from("notes").select()).data).toEqual([]);
});

test("requests never widen the grants of the migrations", async () => {
  const database = migrated();
  const service = createClient(database.url, testKeys.secret);
  expect((await service.from("agents").select("id").limit(1)).data).toHaveLength(1);
  const { error, status } = await createClient(database.url, testKeys.publishable).from("agents").select();
  expect([status, error?.code]).toEqual([401, "42501"]);
  const granted = await database.exec<{ anon: boolean; audit: boolean }>(`select
    has_table_privilege('anon', 'public.agents', 'select') as anon,
    has_table_privilege('service_role', 'public.audit_log', 'delete') as audit`);
  expect(granted).toEqual([{ anon: false, audit: false }]);
});

test("a token that names a role of the server itself is refused", async () => {
  const database = bare();
  await database.exec("create function who() returns text language sql as 'select current_user::text'");
  await database.connection.clearSchemaCache();
  const refused = await as(database, { role: "postgres", sub: "1" }).rpc("who");
  expect([refused.status, refused.error?.code]).toEqual([401, "PT401"]);
  expect((await as(database, { role: "authenticated", sub: "1" }).rpc("who")).data).toBe("authenticated");
});

test("claims of one request are gone in the next", async () => {
  const database = bare();
  await database.exec(`create function claims() returns jsonb language sql as $$
    select coalesce(nullif(current_setting('request.jwt.claims', true), ''), '{}')::jsonb $$`);
  await database.connection.clearSchemaCache();
  const first = await as(database, { role: "authenticated", sub: "1", tenant_id: "a" }).rpc("claims");
  expect(first.data).toMatchObject({ sub: "1", tenant_id: "a" });
  expect((await createClient(database.url, testKeys.publishable).rpc("claims")).data).toEqual({
    role: "anon",
  });
  expect(
    await database.exec(
      "select current_setting('request.jwt.claims', true) as claims, current_user::text as role",
    ),
  ).toEqual([{ claims: "", role: "postgres" }]);
});
