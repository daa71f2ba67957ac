import { createClient } from "@supabase/supabase-js";
import { beforeAll, describe, expect, test } from "vitest";
import { verifyAuditLog } from "#lib/domain/audit/verify-audit-log.ts";
import { testKeys } from "#scripts/testing/database-template.ts";
import { setUpEmbeddedDatabase } from "#scripts/testing/embedded-database.ts";

const database = setUpEmbeddedDatabase({ schema: "migrations" });

const write = (slug: string | null, action: string) =>
  database().exec(
    `select app.audit((select id from public.tenants where slug = '${slug}'), '${action}', 'thing', null, '{"ü": [1, null]}')`,
  );

/** What somebody with the database in their hands can do: no trigger stands in their way. */
const tamper = (statement: string) =>
  database().exec(
    `set session_replication_role = replica; ${statement}; set session_replication_role = origin;`,
  );

const verify = async () => {
  const chains = await verifyAuditLog({ db: createClient(database().url, testKeys.secret) as never });
  return Object.fromEntries(
    chains.map(({ slug, lines, problem, sequence }) => [slug, { lines, problem, sequence }]),
  );
};

describe("the audit log", () => {
  beforeAll(async () => {
    await database().exec(
      "insert into public.tenants (slug, name) values ('one', 'One'), ('two', 'Two'), ('old', 'Old')",
    );
    for (const slug of ["one", "two", "one", "old", "one", null, "one", "two"]) await write(slug, "thing.do");
  });

  test("is a chain of its own for each tenant and for the platform", async () => {
    expect(await verify()).toEqual({
      one: { lines: 4, problem: null, sequence: 4 },
      two: { lines: 2, problem: null, sequence: 2 },
      old: { lines: 1, problem: null, sequence: 1 },
      null: { lines: 1, problem: null, sequence: 1 },
    });
  });

  test("can't be changed or emptied even by the role that owns it", async () => {
    for (const statement of [
      "update public.audit_log set action = 'other'",
      "delete from public.audit_log where created_at > now() - interval '1 hour'",
      "truncate public.audit_log",
    ]) {
      await expect(database().exec(statement)).rejects.toThrow("append-only");
    }
  });

  test.each([
    [
      "a changed word",
      "update public.audit_log set action = 'x' where tenant_id = $one and sequence = 2",
      "changed",
      2,
    ],
    [
      "a changed time",
      "update public.audit_log set created_at = created_at + interval '1 second' where tenant_id = $one and sequence = 1",
      "changed",
      1,
    ],
    ["a removed line", "delete from public.audit_log where tenant_id = $one and sequence = 3", "missing", 4],
    [
      "lines removed from the end",
      "delete from public.audit_log where tenant_id = $one and sequence > 2",
      "cut off",
      4,
    ],
    [
      "a line written anew with a fitting hash",
      `update public.audit_log l set action = 'x' where tenant_id = $one and sequence = 2;
       update public.audit_log l set hash = app.audit_hash(l) where tenant_id = $one and sequence = 2`,
      "replaced",
      3,
    ],
    [
      "a last line written anew with a fitting hash",
      `update public.audit_log l set action = 'x' where tenant_id = $one and sequence = 4;
       update public.audit_log l set hash = app.audit_hash(l) where tenant_id = $one and sequence = 4`,
      "cut off",
      4,
    ],
  ])("shows %s, in its own tenant alone", async (_, statement, problem, sequence) => {
    await tamper("create table kept as select * from public.audit_log");
    await tamper(statement.replaceAll("$one", "(select id from public.tenants where slug = 'one')"));
    const found = await verify();
    await tamper(
      "delete from public.audit_log; insert into public.audit_log overriding system value select * from kept; drop table kept",
    );
    expect(found.one).toMatchObject({ problem, sequence });
    expect(found.two).toMatchObject({ problem: null });
    expect((await verify()).one).toMatchObject({ problem: null });
  });

  test("loses lines older than a year to retention, and stays verifiable", async () => {
    await write("old", "thing.again");
    await tamper(
      `update public.audit_log l set created_at = now() - interval '367 days' where tenant_id = (select id from public.tenants where slug = 'old') and sequence = 1;
       update public.audit_log l set hash = app.audit_hash(l) where sequence = 1 and tenant_id = (select id from public.tenants where slug = 'old');
       update public.audit_log l set previous_hash = (select hash from public.audit_log p where p.tenant_id = l.tenant_id and p.sequence = 1) where sequence = 2 and tenant_id = (select id from public.tenants where slug = 'old');
       update public.audit_log l set hash = app.audit_hash(l) where sequence = 2 and tenant_id = (select id from public.tenants where slug = 'old');
       update public.audit_chains c set hash = (select hash from public.audit_log l where l.tenant_id = c.tenant_id and l.sequence = 2) where tenant_id = (select id from public.tenants where slug = 'old')`,
    );
    expect((await verify()).old).toEqual({ lines: 2, problem: null, sequence: 2 });
    const [row] = await database().exec<{ removed: number }>("select public.prune_audit_log() as removed");
    expect(row?.removed).toBe(1);
    expect((await verify()).old).toEqual({ lines: 1, problem: null, sequence: 2 });
  });

  test("goes with its tenant", async () => {
    await database().exec("delete from public.tenants where slug = 'two'");
    expect(Object.keys(await verify()).sort()).toEqual(["null", "old", "one"]);
  });
});
