import { execFile } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { type Link, type Mount, NODE_DIR } from "#lib/ports/sandbox/jail.ts";

const run = promisify(execFile);

/** `npm` of the host: beside the Node binary, else wherever the PATH of this process finds it. */
async function findNpm(node: string): Promise<string | null> {
  const beside = join(dirname(node), "..", "lib", "node_modules", "npm");
  if (existsSync(join(beside, "bin", "npm-cli.js"))) return realpathSync(beside);
  try {
    const { stdout } = await run("/bin/sh", ["-c", "command -v npm"]);
    const folder = dirname(dirname(realpathSync(stdout.trim())));
    return existsSync(join(folder, "bin", "npm-cli.js")) ? folder : null;
  } catch {
    return null;
  }
}

/** A Node installation at `/opt/node` in the usual layout, made of the given binary and the host's npm. */
export async function nodeRuntime(node: string): Promise<{ mounts: Mount[]; links: Link[] }> {
  const binary = realpathSync(node);
  const mounts: Mount[] = [{ host: binary, inside: `${NODE_DIR}/bin/node` }];
  const links: Link[] = [];
  const npm = await findNpm(binary);
  if (npm) {
    mounts.push({ host: npm, inside: `${NODE_DIR}/lib/node_modules/npm` });
    for (const name of ["npm", "npx"]) {
      links.push({ inside: `${NODE_DIR}/bin/${name}`, target: `../lib/node_modules/npm/bin/${name}-cli.js` });
    }
  }
  return { mounts, links };
}
