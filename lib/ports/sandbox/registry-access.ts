import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chmod, chown, mkdir, rm } from "node:fs/promises";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Mount, NODE_DIR } from "#lib/ports/sandbox/jail.ts";
import { SANDBOX_PROGRAM_DIR } from "#lib/ports/sandbox/port.ts";
import { createRegistryProxy, type RegistryConfig } from "#lib/ports/sandbox/registry-proxy.ts";
import type { TreeOwner } from "#lib/ports/sandbox/tree-files.ts";

/** What a command needs to reach the registries while it runs; `close` takes it away. */
export interface RegistryAccess {
  /** Goes in front of the command. */
  command: string[];
  env: Record<string, string>;
  mounts: Mount[];
  close(): Promise<void>;
}

/** Where the program of the bridge is shown in every jail. */
export const BRIDGE_FILE = `${SANDBOX_PROGRAM_DIR}/registry-bridge.ts`;

const SOCKET_DIR = "/run/registry";
const CA_FILE = `${SANDBOX_PROGRAM_DIR}/registry-ca.pem`;
/** On the loopback device of the jail, which belongs to one command. */
const PORT = 4873;

function accessEnv(config: RegistryConfig): Record<string, string> {
  const proxy = `http://127.0.0.1:${PORT}`;
  const registry = new URL(config.registries[0] as string);
  registry.username = "";
  registry.password = "";
  const ca: Record<string, string> = config.caFile ? { NODE_EXTRA_CA_CERTS: CA_FILE, PIP_CERT: CA_FILE } : {};
  const index: Record<string, string> = config.pythonIndex ? { PIP_INDEX_URL: config.pythonIndex } : {};
  return {
    HTTP_PROXY: proxy,
    HTTPS_PROXY: proxy,
    http_proxy: proxy,
    https_proxy: proxy,
    npm_config_registry: registry.href,
    YARN_HTTP_PROXY: proxy,
    YARN_HTTPS_PROXY: proxy,
    YARN_REGISTRY: registry.href,
    YARN_NPM_REGISTRY_SERVER: registry.href,
    // An index that can't be reached has to show within seconds, not after pip's five patient tries.
    PIP_RETRIES: "1",
    PIP_TIMEOUT: "20",
    ...index,
    ...ca,
  };
}

/** Opens a proxy of its own for one command, on a socket that only this jail sees. */
export async function registryAccess(
  config: RegistryConfig,
  owner: TreeOwner | null,
): Promise<RegistryAccess> {
  // Below the system's folder for temporary files: the path of a socket may have 107 characters.
  const folder = join(tmpdir(), `morningai-${randomBytes(8).toString("hex")}`);
  await mkdir(folder, { mode: 0o700 });
  const server = createRegistryProxy(config);
  // Tunnels are no HTTP connections any more, so `closeAllConnections` does not know them.
  const connections = new Set<Socket>();
  server.on("connection", (connection) => {
    connections.add(connection);
    connection.once("close", () => connections.delete(connection));
  });
  const socket = join(folder, "proxy");
  server.listen(socket);
  await once(server, "listening");
  if (owner) {
    await chown(folder, owner.uid, owner.gid);
    await chown(socket, owner.uid, owner.gid);
  }
  await chmod(socket, 0o600);
  const mounts = [{ host: folder, inside: SOCKET_DIR }];
  if (config.caFile) mounts.push({ host: config.caFile, inside: CA_FILE });
  return {
    command: [`${NODE_DIR}/bin/node`, BRIDGE_FILE, `${SOCKET_DIR}/proxy`, String(PORT)],
    env: accessEnv(config),
    mounts,
    async close() {
      for (const connection of connections) connection.destroy();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
