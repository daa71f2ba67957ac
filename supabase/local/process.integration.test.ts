import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { createClient } from "@supabase/supabase-js";
import { expect, onTestFinished, test } from "vitest";
import { type DatabaseProcess, startDatabaseProcess } from "#scripts/testing/database-process.ts";
import { copyTemplate, testKeys } from "#scripts/testing/database-template.ts";
import { temporaryFolder } from "#scripts/testing/temporary-folder.ts";

async function start(dataDir: string, port?: number): Promise<DatabaseProcess> {
  const running = await startDatabaseProcess(dataDir, port);
  onTestFinished(async () => {
    await running.end("SIGKILL");
  });
  return running;
}

async function migratedFolder(): Promise<string> {
  const dataDir = path.join(temporaryFolder(), "data");
  await copyTemplate(dataDir);
  return dataDir;
}

const service = (running: DatabaseProcess) => createClient(running.outcome.url ?? "", testKeys.secret);

test("a first start makes the data directory, says that it is ready and answers", async () => {
  const dataDir = temporaryFolder();
  const running = await start(dataDir);
  expect(running.outcome).toEqual({
    ready: true,
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
  });
  expect((await fetch(`${running.outcome.url}/health`)).status).toBe(200);
  expect((await service(running).from("agents").select("id")).data).toHaveLength(6);
});

test("a second process on the same directory is refused and told who has it", async () => {
  const dataDir = await migratedFolder();
  const first = await start(dataDir);
  const second = await start(dataDir);
  expect(second.outcome.error).toBe(
    `The database in ${path.join(dataDir, "database")} is already in use by process ${first.child.pid}.`,
  );
  expect(second.outcome.remedy).toContain(`kill ${first.child.pid}`);
  expect(await second.exit).toBe(1);
  expect((await fetch(`${first.outcome.url}/health`)).status).toBe(200);
});

test("the lock of a process that died, or of another with its number, is taken over", async () => {
  const dataDir = await migratedFolder();
  const lock = path.join(dataDir, "database.lock");
  const first = await start(dataDir);
  await first.end("SIGKILL");
  expect(JSON.parse(readFileSync(lock, "utf8")).pid).toBe(first.child.pid);
  const second = await start(dataDir);
  expect(second.outcome.ready).toBe(true);
  await second.end("SIGKILL");
  writeFileSync(lock, JSON.stringify({ pid: process.pid, startedAt: "1" }));
  expect((await start(dataDir)).outcome.ready).toBe(true);
});

test("what a process killed in its very first start left behind doesn't hinder the next", async () => {
  const dataDir = temporaryFolder();
  const unfinished = path.join(dataDir, "database.init");
  mkdirSync(path.join(unfinished, "base"), { recursive: true });
  writeFileSync(path.join(unfinished, "PG_VERSION"), "17\n");
  expect((await start(dataDir)).outcome.ready).toBe(true);
});

test("a kill in the middle of writes loses no row that was acknowledged", async () => {
  const dataDir = await migratedFolder();
  const first = await start(dataDir);
  const acknowledged: string[] = [];
  const write = async (writer: number): Promise<void> => {
    for (let number = 0; ; number += 1) {
      const slug = `tenant-${writer}-${number}`;
      const { error } = await service(first).from("tenants").insert({ slug, name: slug });
      if (error) return;
      acknowledged.push(slug);
      if (acknowledged.length === 60) first.child.kill("SIGKILL");
    }
  };
  await Promise.all([1, 2, 3, 4].map(write));
  const second = await start(dataDir);
  const { data } = await service(second).from("tenants").select("slug");
  const stored = new Set(data?.map((row) => row.slug));
  expect(acknowledged.length).toBeGreaterThanOrEqual(60);
  expect(acknowledged.filter((slug) => !stored.has(slug))).toEqual([]);
});

test("SIGTERM closes the database and gives the directory free", async () => {
  const dataDir = await migratedFolder();
  const first = await start(dataDir);
  await service(first).from("tenants").insert({ slug: "kept", name: "Kept" });
  expect(await first.end("SIGTERM")).toBe(0);
  expect(() => readFileSync(path.join(dataDir, "database.lock"))).toThrow("ENOENT");
  const { data } = await service(await start(dataDir))
    .from("tenants")
    .select("slug");
  expect(data).toEqual([{ slug: "kept" }]);
});

test("the process ends with the one that started it", async () => {
  const running = await start(await migratedFolder());
  running.child.stdin?.end();
  expect(await running.exit).toBe(0);
});

test("a port that is taken is named together with what to do", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void other.close());
  const address = other.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const running = await start(await migratedFolder(), port);
  expect(running.outcome).toEqual({
    error: `Port ${port} is already in use.`,
    remedy: "Stop the program that uses the port, or set DB_PORT to a free one.",
  });
  expect(await running.exit).toBe(1);
});

test("a damaged directory is answered with the way to the backups", async () => {
  const dataDir = await migratedFolder();
  writeFileSync(path.join(dataDir, "database", "global", "pg_control"), "not a control file");
  const running = await start(dataDir);
  expect(running.outcome.error).toContain("could not be opened");
  expect(running.outcome.remedy).toContain("backups");
});
