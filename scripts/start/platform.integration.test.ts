import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type StandIns, writeStandIns } from "#scripts/testing/stand-ins.ts";
import { type Platform, type PlatformOptions, startPlatform } from "./platform.ts";
import { identify, isAlive, type ProcessIdentity } from "./process-identity.ts";
import { readRunFile } from "./run-lock.ts";

let folder: string;
let dataDir: string;
let standIns: StandIns;
let running: Platform[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "platform-"));
  dataDir = join(folder, "data");
  standIns = writeStandIns(join(folder, "programs"));
  running = [];
});

afterEach(async () => {
  for (const platform of running) await platform.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: Partial<PlatformOptions> = {}): Promise<Platform> {
  const { files, environment } = standIns;
  const platform = await startPlatform({ dataDir, web: true, files, environment, ...options });
  running.push(platform);
  return platform;
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(20);
}

const readSecrets = () => JSON.parse(readFileSync(join(dataDir, "secrets.json"), "utf8"));

test("the parts start in order, tell where they are, and stop with the engine first", async () => {
  const lines: string[] = [];
  const platform = await start({ log: (line) => lines.push(line) });
  expect(readRunFile(dataDir)).toMatchObject({ pid: process.pid, urls: platform.urls });
  expect(platform.env).toMatchObject({
    SUPABASE_URL: platform.urls.database,
    INNGEST_DEV: platform.urls.engine,
    APP_URL: platform.urls.web,
    DATA_DIR: dataDir,
  });
  expect(lines.map((line) => line.split(/\s+/)[2])).toEqual(["database", "seed", "engine", "web"]);
  for (const url of Object.values(platform.urls)) expect((await fetch(url)).status).toBe(200);
  await platform.stop();
  expect(readRunFile(dataDir)).toBeUndefined();
  expect(standIns.journal()).toEqual([
    "database start",
    `seed ${platform.urls.database}`,
    "engine start",
    "web start",
    "engine stop",
    "web stop",
    "database stop",
  ]);
});

test("the secrets are made once, differ, and only their owner can read them", async () => {
  const first = await start();
  const secrets = readSecrets();
  expect(statSync(join(dataDir, "secrets.json")).mode & 0o777).toBe(0o600);
  expect(new Set(Object.values(secrets)).size).toBe(Object.keys(secrets).length);
  expect(first.signIns.map((one) => one.password)).toEqual([secrets.adminPassword, secrets.ownerPassword]);
  await first.stop();
  await start();
  expect(readSecrets()).toEqual(secrets);
});

test("a second start on the same data folder says where the first one runs", async () => {
  const platform = await start();
  await expect(start()).rejects.toThrow(`already running at ${platform.urls.web} (pid ${process.pid})`);
  expect((await fetch(platform.urls.web)).status).toBe(200);
});

test("a child that is killed is started again, and the reason is told", async () => {
  const lines: string[] = [];
  const platform = await start({ log: (line) => lines.push(line) });
  const before = platform.children.engine?.pid ?? 0;
  process.kill(before, "SIGKILL");
  await until(() => lines.some((line) => line.startsWith("engine is back")));
  expect(lines).toContain("engine ended (killed by SIGKILL); starting it again in 1 s");
  expect(platform.children.engine?.pid).not.toBe(before);
  expect((await fetch(platform.urls.engine)).status).toBe(200);
});

/** Starts the platform in a process of its own, as `npm start` does. */
async function startElsewhere(port: number): Promise<ProcessIdentity & { children: ProcessIdentity[] }> {
  const script = join(folder, "supervisor.ts");
  const options = { dataDir, ports: { web: port }, web: true, files: standIns.files };
  writeFileSync(
    script,
    `import { startPlatform } from ${JSON.stringify(join(import.meta.dirname, "platform.ts"))};
     const platform = await startPlatform({ ...${JSON.stringify(options)}, environment: process.env });
     console.log(Object.values(platform.children).map((child) => child.pid).join(" "));`,
  );
  const supervisor = spawn(process.execPath, [script], {
    env: { ...process.env, ...standIns.environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const pids = await new Promise<string>((resolve) =>
    supervisor.stdout.once("data", (data) => resolve(`${data}`)),
  );
  return { ...identify(supervisor.pid ?? 0), children: pids.trim().split(" ").map(Number).map(identify) };
}

test("children end with a supervisor that is killed, and the next start works on the same ports", async () => {
  const free = await start();
  const port = Number(new URL(free.urls.web).port);
  await free.stop();
  const elsewhere = await startElsewhere(port);
  expect(elsewhere.children.every(isAlive)).toBe(true);
  process.kill(elsewhere.pid, "SIGKILL");
  await until(() => !isAlive(elsewhere));
  const platform = await start({ ports: { web: port } });
  expect(elsewhere.children.some(isAlive)).toBe(false);
  expect(readRunFile(dataDir)).toMatchObject({ pid: process.pid, urls: platform.urls });
});

test("a taken port is named with the variable that changes it", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  await expect(start({ ports: { database: port } })).rejects.toMatchObject({
    message: `Port ${port} of 127.0.0.1, wanted for the database, is taken by another program.`,
    remedy: expect.stringContaining(`DB_PORT=${port + 1} npm start`),
  });
  server.close();
  await start();
});

test("the sentence of a database that refuses to start reaches the caller, and nothing stays behind", async () => {
  const refusal = { error: "The data folder is half initialised.", remedy: "Delete it." };
  const database = `console.log(${JSON.stringify(JSON.stringify(refusal))}); process.exitCode = 1;`;
  standIns = writeStandIns(join(folder, "refusing"), { database });
  await expect(start()).rejects.toMatchObject({ message: refusal.error, remedy: refusal.remedy });
  standIns = writeStandIns(join(folder, "working"));
  await start();
});

test("a part that dies while starting stops the parts that were up", async () => {
  standIns = writeStandIns(join(folder, "dying"), { engine: "throw new Error('no engine today');" });
  await expect(start()).rejects.toThrow(/The engine did not start \(exit code 1/);
  expect(standIns.journal().at(-1)).toBe("database stop");
});

test("a start that is given up leaves no process and no lock", async () => {
  const giveUp = new AbortController();
  const started = start({ signal: giveUp.signal, log: (line) => line.includes("seed") && giveUp.abort() });
  await expect(started).rejects.toThrow();
  expect(standIns.journal()).toContain("database stop");
  expect(standIns.journal()).not.toContain("web start");
  await start();
});

test("damaged secrets and a data folder that is a file each get a sentence", async () => {
  writeFileSync(join(folder, "file"), "");
  await expect(start({ dataDir: join(folder, "file", "data") })).rejects.toMatchObject({
    message: expect.stringContaining("is a file, not a folder"),
  });
  mkdirSync(dataDir);
  writeFileSync(join(dataDir, "secrets.json"), "{");
  await expect(start()).rejects.toMatchObject({
    message: expect.stringContaining("secrets.json can't be used"),
  });
});

test("a variable of a real service replaces the embedded part", async () => {
  const hosted = { SUPABASE_URL: "https://project.example", SUPABASE_SECRET_KEY: "sb_secret_given" };
  const platform = await start({ environment: { ...standIns.environment, ...hosted } });
  expect(platform.children.database).toBeUndefined();
  expect(platform.env).toMatchObject(hosted);
  expect(platform.signIns).toEqual([]);
});

test("without the web part the address for it is still known to the engine's caller", async () => {
  const platform = await start({ web: false });
  expect(Object.keys(platform.children)).toEqual(["database", "engine"]);
  expect(platform.env.APP_URL).toBe(platform.urls.web);
});
