import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPgliteClient } from "./pglite-client.ts";
import { openSqlStore } from "./sql-store.ts";
import { describeStore } from "./store.contract.ts";

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "engine-store-"));
});

afterAll(() => rm(directory, { recursive: true, force: true }));

describe("the store in PGlite", () =>
  describeStore(async () => openSqlStore(await openPgliteClient(directory))));

test("a second opening of the directory is refused", async () => {
  const client = await openPgliteClient(directory);
  await expect(openPgliteClient(directory)).rejects.toThrow(/in use by process/);
  await client.close();
});
