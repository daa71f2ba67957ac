import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import type { RegistryConfig } from "#lib/ports/sandbox/registry-proxy.ts";

const run = promisify(execFile);

/** Lock files of npm and pnpm name the first, those of yarn the second. */
const PUBLIC_REGISTRIES = ["https://registry.npmjs.org", "https://registry.yarnpkg.com"];

/** The index of Python packages, and where it keeps them. */
const PYTHON_REGISTRIES = ["https://pypi.org", "https://files.pythonhosted.org"];

/** Where Debian, Fedora and Alpine keep the authorities that this machine trusts. */
const SYSTEM_CA_FILES = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/cert.pem",
];

/** One setting of the host's npm; undefined when it is not set or npm is not there. */
async function npmSetting(name: string): Promise<string | undefined> {
  try {
    const { stdout } = await run("npm", ["config", "get", name], { timeout: 20_000 });
    const value = stdout.trim();
    return value === "" || value === "null" || value === "undefined" ? undefined : value;
  } catch {
    return undefined;
  }
}

/** The index that the host's pip uses, when it is another than the public one and reached over the network. */
async function pipIndex(): Promise<string | undefined> {
  try {
    const argv = ["-m", "pip", "config", "get", "global.index-url"];
    const { stdout } = await run("python3", argv, { timeout: 20_000 });
    return /^https?:/.test(stdout.trim()) ? stdout.trim() : undefined;
  } catch {
    return undefined;
  }
}

/** Fills in what was not configured from the settings of the host's npm, and drops files that are gone. */
export async function hostRegistry(
  given: Partial<RegistryConfig> & { registry?: string },
): Promise<RegistryConfig> {
  const [registry, proxy, caFile, pythonIndex] = await Promise.all([
    given.registry ?? npmSetting("registry"),
    given.proxy ?? npmSetting("https-proxy").then((value) => value ?? npmSetting("proxy")),
    given.caFile ?? npmSetting("cafile"),
    given.pythonIndex ?? pipIndex(),
  ]);
  const python = pythonIndex ? [new URL(pythonIndex).origin] : [];
  const registries = [registry, ...PUBLIC_REGISTRIES, ...python, ...PYTHON_REGISTRIES].filter(
    (value): value is string => URL.canParse(value ?? ""),
  );
  return {
    registries: [...new Set(registries)],
    pythonIndex,
    proxy: proxy && URL.canParse(proxy) ? proxy : undefined,
    caFile: [caFile, ...SYSTEM_CA_FILES].find((file) => file && existsSync(file)),
    onBlocked: given.onBlocked,
  };
}
