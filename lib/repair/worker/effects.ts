import { rmSync } from "node:fs";
import type { Server as HttpServer } from "node:http";
import { createRequire, syncBuiltinESMExports } from "node:module";
import type { Server, Socket } from "node:net";
import { tmpdir } from "node:os";
import { resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** Thrown when candidate code reaches for something outside the test. */
export class ForbiddenEffect extends Error {
  override readonly name = "ForbiddenEffect";
}

const PROCESSES: Record<string, readonly string[]> = {
  child_process: ["spawn", "spawnSync", "exec", "execSync", "execFile", "execFileSync", "fork"],
  cluster: ["fork"],
  worker_threads: ["Worker"],
  dgram: ["createSocket"],
};

const FILE_WRITES = [
  "appendFile",
  "chmod",
  "chown",
  "copyFile",
  "cp",
  "createWriteStream",
  "link",
  "mkdir",
  "mkdtemp",
  "rename",
  "rm",
  "rmdir",
  "symlink",
  "truncate",
  "unlink",
  "utimes",
  "writeFile",
  "write",
  "open",
];

/** How many effects were refused so far: a test during which this grows needs the real runner. */
export const refused = { count: 0 };

type Effect = (...parameters: unknown[]) => unknown;

/** Folders that `mkdtemp` made for the program under repair: the only places it may write to. */
const scratch = new Set<string>();

function inScratch(path: unknown): boolean {
  const text = path instanceof URL ? fileURLToPath(path) : typeof path === "string" ? resolve(path) : "";
  return text !== "" && [...scratch].some((folder) => text === folder || text.startsWith(folder + sep));
}

/** Functions whose second argument is a path as well. */
const TWO_PATHS = new Set(["rename", "copyFile", "cp"]);

/** Links are refused: they would lead out of the folder. */
function mayWrite(name: string, parameters: readonly unknown[]): boolean {
  if (/link$/.test(name) && name !== "unlink") return false;
  if (!inScratch(parameters[0]) && !/^(copyFile|cp)$/.test(name)) return false;
  return !TWO_PATHS.has(name) || inScratch(parameters[1]);
}

function keep(folder: unknown): unknown {
  if (typeof folder === "string") scratch.add(resolve(folder));
  return folder;
}

/** Make a temporary folder with the real function and remember it. */
function makeScratch(original: Effect, parameters: unknown[]): unknown {
  const callback = parameters.at(-1);
  if (typeof callback === "function") {
    const told = (error: unknown, folder: unknown): unknown =>
      Reflect.apply(callback, undefined, [error, keep(folder)]);
    return original(...parameters.slice(0, -1), told);
  }
  const made = original(...parameters);
  return made instanceof Promise ? made.then(keep) : keep(made);
}

/** Remove the temporary folders a candidate made. */
export function clearScratch(): void {
  for (const folder of scratch) removeReally(folder, { recursive: true, force: true });
  scratch.clear();
}

const removeReally = rmSync;

function refuse(label: string): never {
  refused.count++;
  throw new ForbiddenEffect(`${label} is not available while a candidate runs`);
}

function replace(target: Record<string, unknown>, name: string, value: Effect): void {
  Object.defineProperty(target, name, { value, configurable: true, enumerable: true, writable: true });
}

function deny(target: Record<string, unknown>, name: string, label: string): void {
  if (typeof target[name] === "function") replace(target, name, () => refuse(label));
}

/** Deny a file function everywhere but in the program's own temporary folders. */
function confine(target: Record<string, unknown>, name: string, label: string): void {
  const original = target[name];
  if (typeof original !== "function") return;
  const plain = name.replace(/Sync$/, "");
  const call: Effect = (...parameters) => Reflect.apply(original, target, parameters) as unknown;
  replace(target, name, (...parameters) => {
    if (plain === "mkdtemp" && String(parameters[0]).startsWith(tmpdir()))
      return makeScratch(call, parameters);
    return mayWrite(plain, parameters) ? call(...parameters) : refuse(label);
  });
}

function denyFiles(require: NodeJS.Require): void {
  const fs = require("node:fs") as Record<string, unknown>;
  const promises = fs.promises as Record<string, unknown>;
  for (const name of FILE_WRITES) {
    // Reading through `open` is left alone only in its promise-free forms that the loader does not need.
    if (name !== "open") confine(fs, `${name}Sync`, `fs.${name}`);
    if (name !== "open") confine(fs, name, `fs.${name}`);
    if (name !== "createWriteStream") confine(promises, name, `fs.promises.${name}`);
  }
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;

/** Servers and sockets of the program under repair that are still open. */
const open = new Set<Server | Socket>();

interface Endpoint {
  host?: unknown;
  path?: unknown;
}

/** Where a `connect` call leads: its options, or `(port, host)`; Node itself calls it with one list of both. */
function endpoint(parameters: readonly unknown[]): Endpoint {
  const [first, second] = Array.isArray(parameters[0]) ? (parameters[0] as unknown[]) : parameters;
  if (typeof first === "object" && first !== null) return first as Endpoint;
  return typeof second === "string" ? { host: second } : {};
}

/** A program may talk to itself, as tests of servers do: connections to other machines are refused. */
function confineNetwork(require: NodeJS.Require): void {
  const net = require("node:net") as typeof import("node:net");
  const sockets = net.Socket.prototype as unknown as Record<string, Effect>;
  const servers = net.Server.prototype as unknown as Record<string, Effect>;
  const { connect } = sockets;
  const { listen } = servers;
  if (!connect || !listen) return;
  replace(sockets, "connect", function (this: Socket, ...parameters: unknown[]) {
    const { host, path } = endpoint(parameters);
    if ((typeof path === "string" && path !== "") || (typeof host === "string" && !LOOPBACK.test(host)))
      refuse("net.connect");
    open.add(this);
    this.once("close", () => open.delete(this));
    return Reflect.apply(connect, this, parameters) as unknown;
  });
  replace(servers, "listen", function (this: Server, ...parameters: unknown[]) {
    open.add(this);
    this.once("close", () => open.delete(this));
    return Reflect.apply(listen, this, parameters) as unknown;
  });
}

/** Node's own `fetch` has sockets of its own. */
function confineFetch(): void {
  const { fetch } = globalThis;
  const here = globalThis as unknown as Record<string, unknown>;
  replace(here, "fetch", (...parameters) => {
    const [input] = parameters;
    const url = input instanceof Request ? input.url : String(input);
    const host = URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, "") : "";
    return LOOPBACK.test(host) ? Reflect.apply(fetch, undefined, parameters) : refuse("fetch");
  });
}

/** Cut the connections of a test that failed, so that no hook waits for them. */
export function cutConnections(): void {
  for (const one of open)
    if ("destroy" in one) one.destroy();
    else if ("closeAllConnections" in one) (one as HttpServer).closeAllConnections();
}

/** Close the servers and sockets a candidate left open. */
export function closeNetwork(): void {
  cutConnections();
  for (const one of open) if ("listen" in one) one.close(() => undefined);
  open.clear();
}

/** Take processes, other machines, file writes, exit and console output away from everything that runs in this thread. */
export function denyEffects(): void {
  const require = createRequire(import.meta.url);
  for (const [name, functions] of Object.entries(PROCESSES)) {
    const target = require(`node:${name}`) as Record<string, unknown>;
    for (const fn of functions) deny(target, fn, `${name}.${fn}`);
  }
  denyFiles(require);
  confineNetwork(require);
  for (const name of ["exit", "reallyExit", "abort", "kill", "chdir", "dlopen", "binding"])
    deny(process as unknown as Record<string, unknown>, name, `process.${name}`);
  confineFetch();
  for (const name of [
    "log",
    "info",
    "warn",
    "error",
    "debug",
    "trace",
    "dir",
    "table",
    "group",
    "groupEnd",
    "time",
    "timeEnd",
  ])
    Object.defineProperty(console, name, {
      value: () => undefined,
      configurable: true,
      writable: true,
      enumerable: true,
    });
  process.stdout.write = () => true;
  process.stderr.write = () => true;
  syncBuiltinESMExports();
}
