import { PGlite } from "@electric-sql/pglite";
import { Kysely, sql } from "kysely";
import { expect, test } from "vitest";
import { exclusiveDialect } from "./exclusive-dialect.ts";
import { SessionLock } from "./session-lock.ts";

async function openKysely(): Promise<Kysely<unknown>> {
  const database = await PGlite.create();
  await database.exec("create table notes (writer text not null)");
  return new Kysely({ dialect: exclusiveDialect(database, new SessionLock()) });
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));
const note = (writer: string) => sql`insert into notes (writer) values (${writer})`;

async function writersOf(kysely: Kysely<unknown>): Promise<string[]> {
  const { rows } = await sql<{ writer: string }>`select writer from notes`.execute(kysely);
  return rows.map((row) => row.writer);
}

test("a transaction that waits for something else keeps the statements of others out", async () => {
  const kysely = await openKysely();
  const undone = kysely.transaction().execute(async (transaction) => {
    await note("undone").execute(transaction);
    await pause();
    throw new Error("changed my mind");
  });
  const others = Promise.all([note("alone").execute(kysely), note("alone").execute(kysely)]);
  await expect(undone).rejects.toThrow("changed my mind");
  await others;
  expect(await writersOf(kysely)).toEqual(["alone", "alone"]);
});

test("of two transactions at once each sees only what the other has finished", async () => {
  const kysely = await openKysely();
  const count = (writer: string): Promise<number> =>
    kysely.transaction().execute(async (transaction) => {
      await note(writer).execute(transaction);
      await pause();
      const { rows } = await sql<{ writer: string }>`select writer from notes`.execute(transaction);
      return rows.length;
    });
  expect(await Promise.all([count("first"), count("second"), count("third")])).toEqual([1, 2, 3]);
});

test("a failed statement gives the session back", async () => {
  const kysely = await openKysely();
  await expect(sql`select * from missing`.execute(kysely)).rejects.toThrow("does not exist");
  await expect(
    kysely.transaction().execute((transaction) => sql`select * from missing`.execute(transaction)),
  ).rejects.toThrow("does not exist");
  await note("later").execute(kysely);
  expect(await writersOf(kysely)).toEqual(["later"]);
});
