/**
 * Adds the platform packages that the lock file lacks. A registry mirror without, say, the macOS build of
 * a native package makes npm drop that entry from package-lock.json, and then `npm ci` refuses the lock
 * everywhere. Run it after adding a package that ships platform binaries: `node scripts/complete-lock.ts`.
 */
import { readFileSync, writeFileSync } from "node:fs";

interface LockEntry {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

export interface Lock {
  packages: Record<string, LockEntry>;
}

const operatingSystems: Record<string, string> = {
  darwin: "darwin",
  win32: "win32",
  windows: "win32",
  linux: "linux",
  android: "android",
  freebsd: "freebsd",
  openbsd: "openbsd",
  netbsd: "netbsd",
  openharmony: "openharmony",
  sunos: "sunos",
  aix: "aix",
};
const processors = [
  "arm64",
  "x64",
  "ia32",
  "arm",
  "ppc64",
  "riscv64",
  "s390x",
  "loong64",
  "mips64el",
  "wasm32",
];

/** The folder in which Node would find `name` when required from `where`, or undefined. */
function resolveInLock(lock: Lock, where: string, name: string): string | undefined {
  let folder = where;
  while (true) {
    const key = `${folder ? `${folder}/` : ""}node_modules/${name}`;
    if (lock.packages[key]) return key;
    if (!folder) return undefined;
    const parent = folder.lastIndexOf("/node_modules/");
    folder = parent === -1 ? "" : folder.slice(0, parent);
  }
}

/** Platform fields read from a package's name; undefined when the name tells no platform. */
function platformOf(name: string): Pick<LockEntry, "os" | "cpu" | "libc"> | undefined {
  const words = (name.split("/").pop() ?? "").split("-");
  const os = words.map((word) => operatingSystems[word]).find((value) => value !== undefined);
  const cpu = processors.find((value) => words.includes(value));
  if (!os && !cpu) return undefined;
  return {
    ...(os ? { os: [os] } : {}),
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(words.some((word) => word.startsWith("musl")) ? { libc: ["musl"] } : {}),
  };
}

/**
 * Adds the missing entries to `lock` in place; returns their keys. Versions come from the exact ranges
 * that the parents pin; there is no integrity, npm fetches it from the registry that has the package.
 */
export function completeLock(lock: Lock): string[] {
  const added: string[] = [];
  for (const [where, parent] of Object.entries(lock.packages)) {
    if (!where) continue;
    for (const [name, range] of Object.entries(parent.optionalDependencies ?? {})) {
      const version = range.replace(/^[\^~]/, "");
      const found = resolveInLock(lock, where, name);
      const platform = platformOf(name);
      if (!platform || (found && lock.packages[found]?.version === version)) continue;
      if (found && range !== version) continue;
      const key = found ? `${where}/node_modules/${name}` : `node_modules/${name}`;
      lock.packages[key] = { version, ...(parent.dev ? { dev: true } : {}), optional: true, ...platform };
      added.push(key);
    }
  }
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, "en"));
  lock.packages = Object.fromEntries(sorted);
  return added;
}

if (import.meta.main) {
  const file = process.argv[2] ?? "package-lock.json";
  const lock = JSON.parse(readFileSync(file, "utf8")) as Lock;
  const added = completeLock(lock);
  if (added.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(
    added.length === 0
      ? `${file} is complete.`
      : `${file}: added ${added.length} platform packages:\n  ${added.join("\n  ")}`,
  );
}
