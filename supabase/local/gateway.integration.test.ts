import { createClient } from "@supabase/supabase-js";
import { expect, test } from "vitest";
import { testKeys } from "#scripts/testing/database-template.ts";
import { setUpEmbeddedDatabase } from "#scripts/testing/embedded-database.ts";

const embedded = setUpEmbeddedDatabase({ schema: "none" });

test("only the data API and the health check are reachable", async () => {
  const { url } = embedded();
  const status = async (path: string): Promise<number> =>
    (await fetch(`${url}${path}`, { headers: { apikey: testKeys.secret } })).status;
  expect(await status("/health")).toBe(200);
  const closed = [
    "/",
    "/_system/info",
    "/_system/config",
    "/_system/introspect",
    "/auth/v1/signup",
    "/auth/v1/health",
    "/storage/v1/bucket",
    "/rest/v1",
    "/rest/v1/../_system/info",
    "/rest/v1/%2e%2e/_system/info",
  ];
  expect(await Promise.all(closed.map(status))).toEqual(closed.map(() => 404));
});

test("a request without a key, or with a wrong one, is refused", async () => {
  const { url } = embedded();
  expect((await fetch(`${url}/rest/v1/anything`)).status).toBe(401);
  expect((await fetch(`${url}/rest/v1/anything`, { headers: { apikey: "sb_secret_wrong" } })).status).toBe(
    401,
  );
});

const schema = `
  drop table if exists children, parents;
  create table parents (id int primary key, name text not null, size int check (size > 0));
  create table children (id int primary key, parent_id int references parents (id));
  grant all on parents, children to service_role;
  insert into parents values (1, 'one', 1);
  create or replace function fail(state text, text text) returns void language plpgsql as $$
  begin raise exception using errcode = state, message = text, detail = 'the detail', hint = 'the hint'; end $$;`;

test("errors have the status and code that PostgREST gives them", async () => {
  const database = embedded();
  await database.exec(schema);
  await database.connection.clearSchemaCache();
  const service = createClient(database.url, testKeys.secret);
  const raised = async (state: string) => {
    const { status, error } = await service.rpc("fail", { state, text: "said so" });
    return [status, error?.code, error?.message, error?.details, error?.hint];
  };
  expect(await raised("P0001")).toEqual([400, "P0001", "said so", "the detail", "the hint"]);
  expect(await raised("PT404")).toEqual([404, "PT404", "said so", "the detail", "the hint"]);
  expect(await raised("PT422")).toEqual([422, "PT422", "said so", "the detail", "the hint"]);
  expect(await raised("28000")).toEqual([403, "28000", "said so", "the detail", "the hint"]);
  expect(await raised("40001")).toEqual([500, "40001", "said so", "the detail", "the hint"]);
  expect(await raised("53400")).toEqual([500, "53400", "said so", "the detail", "the hint"]);

  const parents = service.from("parents");
  const written = async (row: Record<string, unknown>) => {
    const { status, error } = await parents.insert(row);
    return [status, error?.code];
  };
  expect(await written({ id: 1, name: "again" })).toEqual([409, "23505"]);
  expect(await written({ id: 2, name: "small", size: 0 })).toEqual([400, "23514"]);
  expect(await written({ id: 2 })).toEqual([400, "23502"]);
  expect(await written({ id: "x", name: "text" })).toEqual([400, "22P02"]);
  const orphan = await service.from("children").insert({ id: 1, parent_id: 9 });
  expect([orphan.status, orphan.error?.code]).toEqual([409, "23503"]);
  const missing = await service.from("nowhere").select();
  expect([missing.status, missing.error?.code]).toEqual([404, "PGRST205"]);
});

test("what people wrote is not logged when their statement fails", async () => {
  const database = embedded();
  await database.exec(schema);
  await database.connection.clearSchemaCache();
  const service = createClient(database.url, testKeys.secret);
  await service.from("parents").insert({ id: 1, name: "very private" });
  await service.from("parents").insert({ id: "very private", name: "text" });
  await service.rpc("fail", { state: "PT409", text: "very private" });
  expect(embedded.log()).toContain('"sqlState":"23505"');
  expect(embedded.log()).toContain('"sqlState":"22P02"');
  expect(embedded.log()).not.toContain("very private");
});

test("values have the form that PostgREST gives them", async () => {
  const database = embedded();
  await database.exec(`create table things as select '2026-01-02 03:04:05.678901+02'::timestamptz as at,
    '2026-01-02 03:04:05'::timestamp as local, '2026-01-02'::date as day, 1.10::numeric as share, 7::bigint as count,
    '\\xdead'::bytea as bytes, '{"a":[1]}'::jsonb as data, array['x', 'y'] as names, true as done;
    grant select on things to service_role`);
  await database.connection.clearSchemaCache();
  const { data } = await createClient(database.url, testKeys.secret).from("things").select();
  expect(data).toEqual([
    {
      at: "2026-01-02T01:04:05.678901+00:00",
      local: "2026-01-02T03:04:05",
      day: "2026-01-02",
      share: 1.1,
      count: 7,
      bytes: "\\xdead",
      data: { a: [1] },
      names: ["x", "y"],
      done: true,
    },
  ]);
});
