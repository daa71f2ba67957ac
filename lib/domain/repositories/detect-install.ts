import type { Packages } from "./detect-packages.ts";
import type { ReadText, RepositoryFile } from "./detect-schema.ts";

/**
 * Scripts of packages are not run: most only print or download from places that the sandbox can't reach.
 * The sandbox carries npm; the other managers come through `npx` from the registry, in the exact version
 * the repository names.
 */
interface Install {
  command: string;
  notes: string[];
}

function npmInstall(packages: Packages): Install {
  if (packages.lock) return { command: "npm ci --ignore-scripts", notes: [] };
  return {
    command: "npm install --ignore-scripts --no-package-lock",
    notes: [
      "There is no lock file, so an install may bring other versions each time. Commit one: npm install",
    ],
  };
}

/** `pnpm@9.1.0+sha512…` → `9.1.0`. */
function namedVersion(packages: Packages): string | null {
  return /^(?:pnpm|yarn)@(\d[\w.-]*)/.exec(packages.manifest.packageManager ?? "")?.[1] ?? null;
}

async function pnpmInstall(packages: Packages, readText: ReadText): Promise<Install> {
  const text = packages.lock ? ((await readText(packages.lock)) ?? "") : "";
  const format = Number(/^lockfileVersion:\s*['"]?(\d+)/m.exec(text)?.[1] ?? 9);
  const version = namedVersion(packages) ?? (format >= 9 ? "9" : format >= 6 ? "8" : "7");
  const frozen = packages.lock ? " --frozen-lockfile" : "";
  return { command: `npx --yes pnpm@${version} install${frozen} --ignore-scripts`, notes: [] };
}

async function yarnInstall(
  packages: Packages,
  files: RepositoryFile[],
  readText: ReadText,
): Promise<Install> {
  const text = packages.lock ? ((await readText(packages.lock)) ?? "") : "";
  const version = namedVersion(packages);
  const classic =
    text.includes("# yarn lockfile v1") || version?.startsWith("1.") || (!version && text === "");
  if (classic) {
    const frozen = packages.lock ? " --frozen-lockfile" : "";
    return { command: `npx --yes yarn@${version ?? "1.22.22"} install${frozen} --ignore-scripts`, notes: [] };
  }
  const prefix = packages.folder === "" ? "" : `${packages.folder}/`;
  const bundled = files.find(
    (file) => file.path.startsWith(`${prefix}.yarn/releases/`) && /\.c?js$/.test(file.path),
  );
  const program = bundled
    ? `node ${bundled.path.slice(prefix.length)}`
    : `npx --yes @yarnpkg/cli-dist@${version ?? "4"}`;
  const settings = "YARN_NODE_LINKER=node-modules YARN_ENABLE_TELEMETRY=0";
  return {
    command: `${settings} ${program} install ${packages.lock ? "--immutable" : "--no-immutable"} --mode=skip-build`,
    notes: ["Dependencies are installed into node_modules, also where the repository uses Plug'n'Play."],
  };
}

/** Names of packages in a lock file of npm that have install scripts. */
async function packagesWithScripts(packages: Packages, readText: ReadText): Promise<string[]> {
  if (packages.manager !== "npm" || !packages.lock) return [];
  try {
    const lock = JSON.parse((await readText(packages.lock)) ?? "") as {
      packages?: Record<string, { hasInstallScript?: boolean }>;
    };
    return Object.entries(lock.packages ?? {})
      .filter(([path, entry]) => path !== "" && entry.hasInstallScript)
      .map(([path]) => path.replace(/^.*node_modules\//, ""));
  } catch {
    return [];
  }
}

/** The command that installs the dependencies exactly as locked. */
export async function detectInstall(
  packages: Packages,
  files: RepositoryFile[],
  readText: ReadText,
): Promise<Install> {
  const install =
    packages.manager === "pnpm"
      ? await pnpmInstall(packages, readText)
      : packages.manager === "yarn"
        ? await yarnInstall(packages, files, readText)
        : npmInstall(packages);
  const scripted = await packagesWithScripts(packages, readText);
  if (scripted.length > 0) {
    const names = scripted.slice(0, 5).join(", ");
    install.notes.push(
      `Install scripts of packages are not run: ${names}. If tests need one, add "&& npm rebuild <name>" to the install command.`,
    );
  }
  return install;
}
