import { createRequire, syncBuiltinESMExports } from "node:module";

/** Thrown when candidate code reaches for something outside the test. */
export class ForbiddenEffect extends Error {
  override readonly name = "ForbiddenEffect";
}

const NETWORK: Record<string, readonly string[]> = {
  child_process: ["spawn", "spawnSync", "exec", "execSync", "execFile", "execFileSync", "fork"],
  cluster: ["fork"],
  worker_threads: ["Worker"],
  net: ["connect", "createConnection", "createServer"],
  tls: ["connect", "createServer"],
  http: ["request", "get", "createServer"],
  https: ["request", "get", "createServer"],
  http2: ["connect", "createServer", "createSecureServer"],
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

function deny(target: Record<string, unknown>, name: string, label: string): void {
  if (typeof target[name] !== "function") return;
  const refusal = (): never => {
    refused.count++;
    throw new ForbiddenEffect(`${label} is not available while a candidate runs`);
  };
  Object.defineProperty(target, name, {
    value: refusal,
    configurable: true,
    enumerable: true,
    writable: true,
  });
}

function denyFiles(require: NodeJS.Require): void {
  const fs = require("node:fs") as Record<string, unknown>;
  const promises = fs.promises as Record<string, unknown>;
  for (const name of FILE_WRITES) {
    // Reading through `open` is left alone only in its promise-free forms that the loader does not need.
    if (name !== "open") deny(fs, `${name}Sync`, `fs.${name}`);
    if (name !== "open") deny(fs, name, `fs.${name}`);
    if (name !== "createWriteStream") deny(promises, name, `fs.promises.${name}`);
  }
}

/** Take processes, the network, file writes, exit and console output away from everything that runs in this thread. */
export function denyEffects(): void {
  const require = createRequire(import.meta.url);
  for (const [name, functions] of Object.entries(NETWORK)) {
    const target = require(`node:${name}`) as Record<string, unknown>;
    for (const fn of functions) deny(target, fn, `${name}.${fn}`);
  }
  denyFiles(require);
  for (const name of ["exit", "reallyExit", "abort", "kill", "chdir", "dlopen", "binding"])
    deny(process as unknown as Record<string, unknown>, name, `process.${name}`);
  deny(globalThis as unknown as Record<string, unknown>, "fetch", "fetch");
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
