import { expect, test } from "vitest";
import { setUpCatalogue } from "./catalogue.ts";
import { functionStories } from "./function-stories.ts";
import { stories } from "./table-stories.ts";

const ask = setUpCatalogue();

/** Names of what breaks a rule; each query lists offenders in a column `name`. */
async function offenders(sql: string): Promise<string[]> {
  return (await ask<{ name: string }>(sql)).map((row) => row.name);
}

const tables = `select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity, c.relacl
  from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`;

const functions = `select p.oid, p.proname, p.prosecdef, p.proconfig, n.nspname || '.' || p.proname as name
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('public', 'app')`;

test("there are tables and functions to look at", async () => {
  expect((await ask(tables)).length).toBeGreaterThan(20);
  expect((await ask(functions)).length).toBeGreaterThan(20);
});

test("every table has row-level security enabled and forced", async () => {
  expect(
    await offenders(
      `select relname as name from (${tables}) t where not relrowsecurity or not relforcerowsecurity`,
    ),
  ).toEqual([]);
});

test("every table has a policy", async () => {
  expect(
    await offenders(`select relname as name from (${tables}) t
      where not exists (select 1 from pg_policy p where p.polrelid = t.oid)`),
  ).toEqual([]);
});

test("every policy says for whom and on what condition", async () => {
  expect(
    await offenders(`select policyname || ' on ' || tablename as name from pg_policies where schemaname = 'public'
      and ('public' = any (roles) or coalesce(qual, with_check) is null
        or lower(coalesce(qual, '')) = 'true' or lower(coalesce(with_check, '')) = 'true')`),
  ).toEqual([]);
});

test("every table of tenants has a restrictive policy for its boundary", async () => {
  expect(
    await offenders(`select t.relname as name from (${tables}) t
      join pg_attribute a on a.attrelid = t.oid and a.attname = 'tenant_id'
      where t.relname <> 'members' and not exists (select 1 from pg_policy p
        where p.polrelid = t.oid and not p.polpermissive and p.polcmd = '*'
          and pg_get_expr(p.polqual, p.polrelid) ~ '(readable_tenants|^false$)')`),
  ).toEqual([]);
});

test("functions with the rights of their owner fix their search path", async () => {
  expect(
    await offenders(`select name from (${functions}) f
      where prosecdef and not coalesce('search_path=""' = any (proconfig), false)`),
  ).toEqual([]);
});

test("the roles that requests run as can not pass by row-level security", async () => {
  const roles = await ask<{ name: string }>(`select rolname as name from pg_roles
    where rolname in ('anon', 'authenticated') and not rolsuper and not rolbypassrls and not rolcreaterole`);
  expect(roles.map((role) => role.name).sort()).toEqual(["anon", "authenticated"]);
  expect(
    await offenders(`select r.rolname as name from pg_auth_members m join pg_roles r on r.oid = m.roleid
      where m.member in ('anon'::regrole, 'authenticated'::regrole)`),
  ).toEqual([]);
});

test("every view has the rights of its reader", async () => {
  expect(
    await offenders(`select c.relname as name from pg_class c where c.relkind in ('v', 'm')
      and c.relnamespace in ('public'::regnamespace, 'app'::regnamespace)
      and (c.relkind = 'm' or not coalesce('security_invoker=true' = any (c.reloptions), false))`),
  ).toEqual([]);
});

test("nobody who is not signed in may call a function", async () => {
  expect(
    await offenders(`select name from (${functions}) f
      where has_function_privilege('anon', oid, 'execute')`),
  ).toEqual([]);
});

test("nobody who is not signed in may touch a table", async () => {
  expect(
    await offenders(`select relname || ': ' || privilege as name from (${tables}) t
      cross join unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) privilege
      where has_table_privilege('anon', oid, privilege)`),
  ).toEqual([]);
});

test("people and jobs may not truncate tables or change their shape", async () => {
  expect(
    await offenders(`select relname || ': ' || privilege as name from (${tables}) t
      cross join unnest(array['truncate', 'references', 'trigger']) privilege
      where has_table_privilege('authenticated', oid, privilege)`),
  ).toEqual([]);
});

test("no function that the API exposes to people and jobs has the rights of its owner", async () => {
  // Splinter 0028 and 0029, which the linter of the Supabase CLI does not have yet.
  expect(
    await offenders(`select name from (${functions}) f where name like 'public.%' and prosecdef
      and has_function_privilege('authenticated', oid, 'execute')`),
  ).toEqual([]);
});

test("functions of the platform are not callable by people and jobs, but for policies and exposed verbs", async () => {
  const callable = await offenders(`select name from (${functions}) f
    where name like 'app.%' and has_function_privilege('authenticated', oid, 'execute')
      and not exists (select 1 from pg_proc exposed
        where exposed.pronamespace = 'public'::regnamespace and exposed.proname = f.proname)
    order by name`);
  expect(callable).toEqual([
    "app.claims",
    "app.is_owner",
    "app.job_tenants",
    "app.member_tenants",
    "app.permitted_tenants",
    "app.readable_tenants",
    "app.role_rank",
    "app.user_id",
    "app.visible_users",
  ]);
});

test("every function is callable by those its story names, and by nobody else", async () => {
  const rows = await ask<{ name: string; people: boolean; platform: boolean }>(`select proname as name,
      has_function_privilege('authenticated', oid, 'execute') as people,
      has_function_privilege('service_role', oid, 'execute') as platform
    from (${functions}) f where name like 'public.%' order by proname`);
  const found = rows.map(({ name, people, platform }) => [name, { people, platform }]);
  const told = Object.entries(functionStories).map(([name, callers]) => [
    name,
    { people: callers !== "platform", platform: callers !== "people and jobs" },
  ]);
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(told));
});

const leadingColumns = `select i.indrelid as oid, array(
    select i.indkey[k] from generate_series(0, i.indnkeyatts - 1) k) as columns
  from pg_index i where i.indisvalid and i.indpred is null`;

test("columns in policies are the first of an index", async () => {
  expect(
    await offenders(`select distinct t.relname || '.' || a.attname as name from (${tables}) t
      join pg_policy p on p.polrelid = t.oid
      join pg_depend d on d.classid = 'pg_policy'::regclass and d.objid = p.oid
        and d.refclassid = 'pg_class'::regclass and d.refobjid = t.oid and d.refobjsubid > 0
      join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
      where not exists (select 1 from (${leadingColumns}) i where i.oid = t.oid and i.columns[1] = a.attnum)`),
  ).toEqual([]);
});

test("columns of foreign keys are the first of an index", async () => {
  expect(
    await offenders(`select c.conrelid::regclass || ' ' || c.conname as name from pg_constraint c
      where c.contype = 'f' and c.connamespace = 'public'::regnamespace
        and not exists (select 1 from (${leadingColumns}) i where i.oid = c.conrelid
          and i.columns[1:cardinality(c.conkey)] <@ c.conkey and i.columns[1:cardinality(c.conkey)] @> c.conkey)`),
  ).toEqual([]);
});

test("every reference between tables of tenants stays within the tenant", async () => {
  expect(
    await offenders(`select child.relname || '.' || a.attname as name from pg_constraint c
      join pg_class child on child.oid = c.conrelid
      join pg_attribute a on a.attrelid = child.oid and a.attnum = c.conkey[1]
      join pg_attribute own on own.attrelid = c.conrelid and own.attname = 'tenant_id'
      join pg_attribute theirs on theirs.attrelid = c.confrelid and theirs.attname = 'tenant_id'
      where c.contype = 'f' and c.connamespace = 'public'::regnamespace and not exists (
        select 1 from pg_trigger t where t.tgrelid = c.conrelid and t.tgname = 'same_tenant_' || a.attname)`),
  ).toEqual([]);
});

test("every table says what it is for", async () => {
  expect(
    await offenders(
      `select relname as name from (${tables}) t where obj_description(oid, 'pg_class') is null`,
    ),
  ).toEqual([]);
});

test("every table has a story that says who may do what with its rows", async () => {
  const names = await offenders(`select relname as name from (${tables}) t order by relname`);
  expect(Object.keys(stories).sort()).toEqual(names);
});
