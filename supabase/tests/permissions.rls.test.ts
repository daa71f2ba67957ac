import { beforeAll, describe, expect, test } from "vitest";
import { holds } from "#lib/domain/permissions/hold-permission.ts";
import { type Permission, permissions, type Role, roles } from "#lib/domain/permissions/schema.ts";
import { setUpCatalogue } from "./catalogue.ts";
import { ids, permissionStories, worldSql } from "./permission-stories.ts";

const ask = setUpCatalogue();

type Person = Role | "stranger";
const people: Person[] = [...roles, "stranger"];

/** Runs some work in a transaction that is rolled back. */
async function undone<Result>(work: () => Promise<Result>): Promise<Result> {
  await ask("begin");
  try {
    return await work();
  } finally {
    await ask("rollback");
  }
}

const be = (person: Person): Promise<unknown> => {
  const claims = { actor: "user", sub: ids[person], session_id: ids[person], role: "authenticated" };
  return ask(
    `select set_config('request.jwt.claims', '${JSON.stringify(claims)}', true); set local role authenticated`,
  );
};

interface Outcome {
  allowed: boolean;
  /** SQLSTATE of the refusal. */
  code?: string;
  /** Rows of the audit log that the person wrote. */
  audited: string[];
}

/** Lets a person use a permission, as the table of stories tells it. */
function use(permission: Permission, person: Person, before = ""): Promise<Outcome> {
  const { arrange, act } = permissionStories[permission];
  return undone(async () => {
    if (arrange) await ask(arrange);
    if (before) await ask(before);
    await be(person);
    await ask("savepoint act");
    try {
      const rows = await ask(act);
      await ask("reset role");
      const lines = await ask<{ action: string }>(
        `select action from public.audit_log where actor_id = '${ids[person]}'`,
      );
      return { allowed: rows.length > 0, audited: lines.map((line) => line.action) };
    } catch (error) {
      await ask("rollback to act");
      return { allowed: false, code: (error as { code?: string }).code, audited: [] };
    }
  });
}

beforeAll(async () => {
  await ask(worldSql);
});

test("the database has the table that the pages have", async () => {
  const rows = await ask(
    "select id, scope, roles, sensitive, while_closed from public.permissions order by id",
  );
  const told = permissions.map(({ id, scope, roles, sensitive, whileClosed }) => ({
    ...{ id, scope, roles: [...roles], sensitive },
    while_closed: whileClosed,
  }));
  expect(rows).toEqual(told.sort((a, b) => (a.id < b.id ? -1 : 1)));
});

describe("who holds a permission can use it, with its audit row, and nobody else can", () => {
  test.each(permissions)("$id", async ({ id, verb, audits, scope }) => {
    for (const person of people) {
      const outcome = await use(id, person);
      if (person !== "stranger" && holds(person, id)) {
        expect(outcome, person).toMatchObject({ allowed: true });
        if (verb) expect(audits, person).toContain(outcome.audited[0]);
      } else {
        expect(outcome, person).toMatchObject({ allowed: false, audited: [] });
        // What a person can't see does not exist for them.
        if (verb)
          expect(outcome.code, person).toBe(
            person === "stranger" || scope === "platform" ? "PT404" : "PT403",
          );
      }
    }
  });
});

describe("a verb whose audit row can't be written does nothing", () => {
  const noAudit = `create function pg_temp.refuse() returns trigger language plpgsql as
      'begin raise exception ''no audit''; end';
    create trigger aaa_refuse before insert on public.audit_log for each row execute function pg_temp.refuse()`;
  test.each(permissions.filter((one) => one.verb !== null))(
    "$id",
    async ({ id, roles: [role = "admin"] }) => {
      const outcome = await use(id, role, noAudit);
      expect(outcome).toEqual({ allowed: false, code: "P0001", audited: [] });
    },
  );
});

interface Verb {
  name: string;
  source: string;
}

/** What people may call and what isn't about a permission: the own account, and what only says what one may see. */
const withoutPermission = ["mark_events_sent", "session_state", "whoami"];
const guards = /app\.(require_permission|require_job|require_user)\(/;

/** Exposed functions with the text of what they call: verbs stand in the schema `app` (migration 9900). */
const exposed = `select p.proname as name, coalesce(verb.prosrc, p.prosrc) as source from pg_proc p
  left join pg_proc verb on verb.pronamespace = 'app'::regnamespace and verb.proname = p.proname
  where p.pronamespace = 'public'::regnamespace`;

test("every function that people may call asks for a permission, a job or the own account", async () => {
  const verbs = await ask<Verb>(`${exposed} and has_function_privilege('authenticated', p.oid, 'execute')`);
  const open = verbs.filter(({ name, source }) => !guards.test(source) && !withoutPermission.includes(name));
  expect(open.map((verb) => verb.name)).toEqual([]);
});

test("the permissions that functions ask for are those of the table, and each verb asks for its own", async () => {
  // What is stable only reads: it may ask for the permission of a verb whose buttons it feeds.
  const pairs = (await ask<Verb>(`${exposed} and p.provolatile = 'v'`)).flatMap(({ name, source }) =>
    [...source.matchAll(/app\.require_permission\(([^;]*);/g)].flatMap(([, call = ""]) =>
      [...call.matchAll(/'([a-z_]+\.[a-z_]+)'/g)].map(([, permission]) => `${permission} by ${name}`),
    ),
  );
  const told = permissions.flatMap(({ id, verb }) => (verb ? [`${id} by ${verb}`] : []));
  // Whose switch it is says which permission it takes.
  const others = ["platform.kill by release_kill_switch"];
  expect([...new Set(pairs)].sort()).toEqual([...told, ...others].sort());
});

describe("in a suspended organisation all is read and nothing is written", () => {
  const close = `update public.tenants set suspended_at = now(), suspended_reason = 'Unpaid' where id = '${ids.tenant}'`;
  const ofTenant = permissions.filter((one) => one.scope === "tenant" && one.id !== "tenant.suspend");
  test.each(ofTenant)("$id", async ({ id, roles, whileClosed }) => {
    for (const role of roles) {
      const outcome = await use(id, role, close);
      expect(outcome, role).toMatchObject(
        whileClosed ? { allowed: true } : { allowed: false, code: "PT422" },
      );
    }
  });
});
