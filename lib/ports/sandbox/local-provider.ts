import { existsSync } from "node:fs";
import { chmod, chown, mkdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { AppError } from "#lib/errors.ts";
import { sha256 } from "#lib/ids.ts";
import type { DiskBudget } from "#lib/ports/sandbox/disk-watch.ts";
import { hostRegistry } from "#lib/ports/sandbox/host-registry.ts";
import {
  AGENT_ID,
  HOME_DIR,
  type JailEngine,
  type Link,
  type Mount,
  systemView,
} from "#lib/ports/sandbox/jail.ts";
import { type Launcher, NOBODY } from "#lib/ports/sandbox/launcher.ts";
import { jailSpec, localSandbox, type SandboxPlace } from "#lib/ports/sandbox/local-sandbox.ts";
import { nodeRuntime } from "#lib/ports/sandbox/node-runtime.ts";
import {
  defaultLimits,
  SANDBOX_PROGRAM_DIR,
  type Sandbox,
  type SandboxProvider,
  type SandboxStatus,
} from "#lib/ports/sandbox/port.ts";
import { explain, probe } from "#lib/ports/sandbox/probe.ts";
import { killByMarker } from "#lib/ports/sandbox/process-search.ts";
import { findPython, pythonRuntime } from "#lib/ports/sandbox/python-runtime.ts";
import { BRIDGE_FILE } from "#lib/ports/sandbox/registry-access.ts";
import type { RegistryConfig } from "#lib/ports/sandbox/registry-proxy.ts";
import { sealPlace } from "#lib/ports/sandbox/seal.ts";
import type { SandboxConfig } from "#lib/ports/sandbox/select.ts";

const ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

const MiB = 1024 * 1024;
const MAX_FILES = 1_000_000;

const etcFiles: Record<string, string> = {
  passwd: `root:x:0:0::/:/bin/sh\nagent:x:${AGENT_ID}:${AGENT_ID}::${HOME_DIR}:/bin/sh\n`,
  group: `root:x:0:\nagent:x:${AGENT_ID}:\n`,
  hosts: "127.0.0.1 localhost sandbox\n::1 localhost\n",
  "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files dns\n",
};

/** What all sandboxes of this provider have in common; found out once. */
interface Ready {
  launcher: Launcher | null;
  mounts: Mount[];
  links: Link[];
  registry: RegistryConfig;
  problem: string;
}

/** Sandboxes on this machine; see `selectSandbox`. */
export class LocalSandboxProvider implements SandboxProvider {
  readonly #config: SandboxConfig;
  readonly #engines: JailEngine[];
  readonly #root: string;
  readonly #owner = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : null;
  readonly #budgets = new Map<string, DiskBudget>();
  #ready: Promise<Ready> | undefined;
  #name: SandboxProvider["name"];

  constructor(config: SandboxConfig, engines: JailEngine[]) {
    this.#config = config;
    this.#engines = engines;
    this.#root = join(resolve(config.dataDir), "sandboxes");
    this.#name = engines[0]?.name ?? "none";
  }

  /** Before the first `status` or `open`: the engine that is preferred. */
  get name(): SandboxProvider["name"] {
    return this.#name;
  }

  async status(): Promise<SandboxStatus> {
    const { launcher, problem } = await this.#prepare();
    return launcher ? { ok: true, engine: launcher.version } : { ok: false, engine: "none", problem };
  }

  async open(id: string): Promise<{ sandbox: Sandbox; fresh: boolean }> {
    const ready = await this.#prepare();
    if (!ready.launcher) throw new AppError("unavailable", ready.problem);
    const { place, fresh } = await this.#place(id, ready, ready.launcher);
    return { sandbox: localSandbox(place), fresh };
  }

  async seal(id: string): Promise<boolean> {
    const marker = this.#marker(id);
    await sealPlace(this.#sealOf(id));
    return killByMarker(marker);
  }

  #sealOf(id: string): string {
    return join(this.#root, ".sealed", id);
  }

  /** Names one sandbox of one data folder among all processes of the machine. */
  #marker(id: string): string {
    if (!ID.test(id)) throw new AppError("invalid_input", `"${id}" is not a sandbox id.`);
    return `sandbox-${sha256(join(this.#root, id)).slice(0, 24)}`;
  }

  async #place(id: string, ready: Ready, launcher: Launcher) {
    const folder = join(this.#root, id);
    const marker = this.#marker(id);
    const [work, home] = [join(folder, "work"), join(folder, "home")];
    await mkdir(this.#root, { recursive: true, mode: 0o711 });
    const filled = join(folder, "filled");
    const fresh = !existsSync(filled);
    for (const path of [folder, home, work]) {
      await mkdir(path, { recursive: true, mode: 0o700 });
      if (this.#owner) await chown(path, this.#owner.uid, this.#owner.gid);
    }
    const disk = this.#budget(marker, [work, home]);
    const { mounts, links, registry } = ready;
    const owner = this.#owner;
    const place: SandboxPlace = {
      id,
      marker,
      folder,
      work,
      home,
      filled,
      seal: this.#sealOf(id),
      owner,
      launcher,
      mounts,
      links,
      registry,
      disk,
    };
    return { place, fresh };
  }

  /** One for all handles of a sandbox, so that what an earlier command wrote is not forgotten. */
  #budget(marker: string, folders: string[]): DiskBudget {
    const maxBytes = (this.#config.diskMb ?? 4_096) * MiB;
    const budget = this.#budgets.get(marker) ?? { folders, maxBytes, maxFiles: MAX_FILES, seen: null };
    this.#budgets.set(marker, budget);
    return budget;
  }

  #prepare(): Promise<Ready> {
    this.#ready ??= this.#find();
    return this.#ready;
  }

  async #find(): Promise<Ready> {
    const system = systemView();
    const node = await nodeRuntime(this.#config.node ?? process.execPath);
    const etc = await this.#etcMounts();
    const found = await findPython(this.#config.searchPath);
    const python = await pythonRuntime(found, join(this.#root, ".etc"));
    const mounts = [...system.mounts, ...node.mounts, ...python.mounts, ...this.#programMounts(), ...etc];
    const links = [...system.links, ...node.links, ...python.links];
    const registry = await hostRegistry(this.#config);
    const ready: Ready = { launcher: null, mounts, links, registry, problem: "" };
    const unknown = { name: "none" } as never;
    const { place } = await this.#place(`probe-${process.pid}`, ready, unknown);
    try {
      const spec = jailSpec(place, ["node", "--version"], { ...defaultLimits, wallMs: 15_000 });
      const { launcher, problems } = await probe(this.#engines, spec, this.#config.controlGroups ?? true);
      this.#name = launcher?.engine.name ?? "none";
      return { ...ready, launcher, problem: launcher ? "" : explain(problems) };
    } finally {
      await rm(place.folder, { recursive: true, force: true });
    }
  }

  #programMounts(): Mount[] {
    const program = resolve(this.#config.programDir);
    const shown: Mount[] = [
      { host: join(program, "lib/ports/sandbox/registry-bridge.ts"), inside: BRIDGE_FILE },
      ...["lib/repair", "lib/review", "lib/characterise", "package.json", "node_modules"].map((name) => ({
        host: join(program, name),
        inside: `${SANDBOX_PROGRAM_DIR}/${name}`,
      })),
    ];
    return shown.filter((mount) => existsSync(mount.host));
  }

  async #etcMounts(): Promise<Mount[]> {
    const folder = join(this.#root, ".etc");
    await mkdir(folder, { recursive: true, mode: 0o755 });
    const mounts: Mount[] = [];
    for (const [name, content] of Object.entries(etcFiles)) {
      await writeFile(join(folder, name), content, { mode: 0o644 });
      await chmod(join(folder, name), 0o644);
      mounts.push({ host: join(folder, name), inside: `/etc/${name}` });
    }
    return mounts;
  }
}
