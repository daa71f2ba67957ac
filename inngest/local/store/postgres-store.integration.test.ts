import { afterAll, describe, expect, test } from "vitest";
import { until } from "../testing/engine-fixture.ts";
import { startPostgres } from "../testing/postgres-server.ts";
import { openPostgresClient } from "./postgres-client.ts";
import { openSqlStore } from "./sql-store.ts";
import { describeStore } from "./store.contract.ts";

const server = await startPostgres();

const open = async () => openSqlStore(await openPostgresClient(server.url));

afterAll(() => server.remove());

describe.skipIf(server.missing)(`the store in Postgres${server.missing}`, () => describeStore(open));

describe.skipIf(server.missing)(`the lock in Postgres${server.missing}`, () => {
  const claim = (id: string) => ({
    put: new Map([["claims" as const, [{ id, expires_at: 1 }]]]),
    remove: new Map(),
  });
  const engineSessions = "from pg_stat_activity where application_name like 'morningai engine%'";

  test("a second engine is refused with the name of the first, also in the same process", async () => {
    const store = await open();
    await expect(openPostgresClient(server.url)).rejects.toThrow(
      new RegExp(`in use by another engine .*process ${process.pid} on`),
    );
    await store.close();
    await (await open()).close();
  });

  test("a lost session is made again with its lock, and nothing is written in between", async () => {
    const store = await open();
    const seen: string[] = [];
    const note = (what: string) => () => void seen.push(what);
    store.watch({ lost: note("lost"), back: note("back"), taken: note("taken") });
    await server.query(`select pg_terminate_backend(pid) ${engineSessions}`);
    await until(() => seen.includes("back"), "the session");
    expect(seen).toEqual(["lost", "back"]);
    await store.commit(claim("after"));
    expect(await store.takenClaims(["after"], 0)).toHaveLength(1);
    expect(
      await server.query("select pid from pg_locks where locktype = 'advisory' and granted"),
    ).toHaveLength(1);
    await store.close();
  });

  test("an engine that lost the database to another one can't write any more", async () => {
    const store = await open();
    // As if another engine had taken the lock, and left, while this one had no connection.
    await server.query("update inngest.boots set count = count + 1");
    await expect(store.commit(claim("late"))).rejects.toThrow(/another engine has taken the store/);
    expect(await store.takenClaims(["late"], 0)).toEqual([]);
    await store.close();
  });

  test("a killed server is waited for: what was committed is there, writing goes on", async () => {
    const store = await open();
    await store.commit(claim("before"));
    await server.kill();
    await expect(store.commit(claim("during"))).rejects.toThrow();
    await server.start();
    await until(
      () =>
        store.commit(claim("during")).then(
          () => true,
          () => false,
        ),
      "the store",
    );
    expect(await store.takenClaims(["before", "during"], 0)).toHaveLength(2);
    await store.close();
  });
});
