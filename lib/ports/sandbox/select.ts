import { bubblewrap } from "#lib/ports/sandbox/bubblewrap.ts";
import type { JailEngine } from "#lib/ports/sandbox/jail.ts";
import { LocalSandboxProvider } from "#lib/ports/sandbox/local-provider.ts";
import type { SandboxProvider } from "#lib/ports/sandbox/port.ts";
import { utilLinux } from "#lib/ports/sandbox/util-linux.ts";

export interface SandboxConfig {
  /** Trees live under `<dataDir>/sandboxes/<id>/`. */
  dataDir: string;
  /** Folder of MorningAI's own program: `lib/repair`, `lib/review`, `lib/characterise`, `package.json` and `node_modules` are shown inside. */
  programDir: string;
  /** Node binary (22 or newer) for the commands; default: the one that runs us. */
  node?: string;
  /** Where Python is looked for, folders joined by ":"; default: the search path of this process. */
  searchPath?: string;
  /** Package registry; default: the one the host's npm uses. The public registries of npm and yarn are allowed besides. */
  registry?: string;
  /** Proxy through which this machine reaches the registry; default: the host's npm setting. */
  proxy?: string;
  /** PEM file with additional certificate authorities; default: the host's npm setting, else those the system trusts. */
  caFile?: string;
  /** Told of every host that a command was refused. */
  onBlocked?: (host: string) => void;
  /** Size of one sandbox (tree and home folder), MiB; default 4,096. */
  diskMb?: number;
  /** Only these engines, in this order; default: bubblewrap, then util-linux. */
  engines?: JailEngine["name"][];
  /** Use control groups when they are writable; default true. */
  controlGroups?: boolean;
}

const engines: Record<JailEngine["name"], JailEngine> = { bubblewrap, "util-linux": utilLinux };

/** The sandbox of this machine: bubblewrap, else util-linux, else one that refuses and says why. */
export function selectSandbox(config: SandboxConfig): SandboxProvider {
  const names = config.engines ?? ["bubblewrap", "util-linux"];
  return new LocalSandboxProvider(
    config,
    names.map((name) => engines[name]),
  );
}
