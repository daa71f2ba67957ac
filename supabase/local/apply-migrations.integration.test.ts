import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, expect, test } from "vitest";
import { setUpEmbeddedDatabase } from "#scripts/testing/embedded-database.ts";
import { temporaryFolder } from "#scripts/testing/temporary-folder.ts";
import { applyMigrations } from "./apply-migrations.ts";

const embedded = setUpEmbeddedDatabase({ schema: "none" });

const apply = (folder: string) => applyMigrations(embedded().connection, folder);
const tables = () =>
  embedded().exec("select tablename as name from pg_tables where schemaname = 'public' order by 1");

beforeEach(() =>
  embedded().exec("drop table if exists a, b; delete from supabase_migrations.schema_migrations"),
);

test("files run in order, each once, and files with other names don't", async () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, "20260101000002_b.sql"), "alter table a rename to b;");
  writeFileSync(path.join(folder, "20260101000001_a.sql"), "create table a (id int);");
  writeFileSync(path.join(folder, "notes.sql"), "this is not sql");
  expect(await apply(folder)).toEqual(["20260101000001", "20260101000002"]);
  expect(await tables()).toEqual([{ name: "b" }]);
  expect(await apply(folder)).toEqual([]);
});

test("a file that fails is named and leaves nothing behind", async () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, "20260101000001_a.sql"), "create table a (id int);");
  writeFileSync(path.join(folder, "20260101000002_b.sql"), "create table b (id int); select * from missing;");
  await expect(apply(folder)).rejects.toThrow(
    'Migration 20260101000002_b failed: relation "missing" does not exist',
  );
  expect(await tables()).toEqual([{ name: "a" }]);
  writeFileSync(path.join(folder, "20260101000002_b.sql"), "create table b (id int);");
  expect(await apply(folder)).toEqual(["20260101000002"]);
});

test("data of a newer version is not touched", async () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, "20260101000001_a.sql"), "create table a (id int);");
  await apply(folder);
  rmSync(path.join(folder, "20260101000001_a.sql"));
  await expect(apply(folder)).rejects.toThrow(
    "written by a newer version of MorningAI (migration 20260101000001",
  );
});
