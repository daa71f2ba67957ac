import type { DetectedCommands, PackageManifest, ReadText, RepositoryFile } from "./detect-schema.ts";
import { PackageManifest as Manifest } from "./detect-schema.ts";

export interface Packages {
  /** Folder of the package that commands run in; "" is the root of the repository. */
  folder: string;
  manifest: PackageManifest;
  manager: Exclude<DetectedCommands["packageManager"], "pip" | null>;
  /** Lock file in `folder`; null when there is none. */
  lock: string | null;
  workspaces: string[];
  needsInstall: boolean;
}

const lockFiles = [
  ["package-lock.json", "npm"],
  ["npm-shrinkwrap.json", "npm"],
  ["pnpm-lock.yaml", "pnpm"],
  ["yarn.lock", "yarn"],
] as const;

const inFolder = (folder: string, name: string) => (folder === "" ? name : `${folder}/${name}`);

async function readManifest(readText: ReadText, path: string): Promise<PackageManifest | null> {
  try {
    return Manifest.parse(JSON.parse((await readText(path)) ?? ""));
  } catch {
    return null;
  }
}

/** The root, or the one folder below it that holds the package. */
function packageFolder(paths: Set<string>): string | null {
  if (paths.has("package.json")) return "";
  const folders = [...paths]
    .filter((path) => /^[^/]+\/package\.json$/.test(path))
    .map((path) => path.split("/")[0]);
  return folders.length === 1 ? (folders[0] ?? null) : null;
}

/** `packages:` of pnpm-workspace.yaml: a list of quoted or plain patterns. */
function pnpmPatterns(yaml: string): string[] {
  const block = /^packages:\s*\n((?:[ \t]*-.*\n?|[ \t]*#.*\n?|[ \t]*\n)*)/m.exec(yaml)?.[1] ?? "";
  return [...block.matchAll(/^[ \t]*-[ \t]*["']?([^"'#\n]+?)["']?[ \t]*(?:#.*)?$/gm)].map(
    (match) => match[1] ?? "",
  );
}

/** Workspace patterns use `*` (one folder) and `**`; a leading `!` excludes. */
function toExpression(pattern: string): RegExp {
  const clean = pattern.replace(/^\.?\//, "").replace(/\/$/, "");
  const body = clean
    .split(/(\*\*|\*)/)
    .map((part) =>
      part === "**" ? ".*" : part === "*" ? "[^/]+" : part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"),
    )
    .join("");
  return new RegExp(`^${body}$`);
}

function matchWorkspaces(patterns: string[], paths: Set<string>): string[] {
  const folders = [...paths]
    .filter((path) => path.endsWith("/package.json") && !path.includes("node_modules/"))
    .map((path) => path.slice(0, -"/package.json".length));
  const wanted = patterns.filter((pattern) => !pattern.startsWith("!")).map(toExpression);
  const unwanted = patterns
    .filter((pattern) => pattern.startsWith("!"))
    .map((pattern) => toExpression(pattern.slice(1)));
  return folders
    .filter((folder) => wanted.some((e) => e.test(folder)) && !unwanted.some((e) => e.test(folder)))
    .sort();
}

function hasDependencies(manifest: PackageManifest | null): boolean {
  if (!manifest) return false;
  const { dependencies, devDependencies, optionalDependencies, peerDependencies } = manifest;
  return [dependencies, devDependencies, optionalDependencies, peerDependencies].some(
    (list) => Object.keys(list).length > 0,
  );
}

function chooseManager(manifest: PackageManifest, lock: string | null): Packages["manager"] {
  const byLock = lockFiles.find(([name]) => lock?.endsWith(name))?.[1];
  const byField = /^(npm|pnpm|yarn)@/.exec(manifest.packageManager ?? "")?.[1] as
    | Packages["manager"]
    | undefined;
  return byLock ?? byField ?? "npm";
}

/** The JavaScript package of the repository; null when there is none. */
export async function detectPackages(files: RepositoryFile[], readText: ReadText): Promise<Packages | null> {
  const paths = new Set(files.map((file) => file.path));
  const folder = packageFolder(paths);
  if (folder === null) return null;
  const manifest = await readManifest(readText, inFolder(folder, "package.json"));
  if (!manifest) return null;
  const lock = lockFiles.map(([name]) => inFolder(folder, name)).find((path) => paths.has(path)) ?? null;
  const pnpm = await readText(inFolder(folder, "pnpm-workspace.yaml"));
  const patterns = [...manifest.workspaces, ...(pnpm ? pnpmPatterns(pnpm) : [])].map((pattern) =>
    pattern.startsWith("!")
      ? `!${inFolder(folder, pattern.slice(1))}`
      : inFolder(folder, pattern.replace(/^\.\//, "")),
  );
  const workspaces = matchWorkspaces(patterns, paths).filter((path) => path !== folder);
  const members = await Promise.all(workspaces.map((path) => readManifest(readText, `${path}/package.json`)));
  const committed = files.some((file) => file.path.startsWith(inFolder(folder, "node_modules/")));
  const needsInstall = !committed && (workspaces.length > 0 || [manifest, ...members].some(hasDependencies));
  return { folder, manifest, manager: chooseManager(manifest, lock), lock, workspaces, needsInstall };
}
