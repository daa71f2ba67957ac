import { createLocalForge, type LocalForgeConfig } from "#lib/ports/forge/local.ts";
import type { Forge } from "#lib/ports/forge/port.ts";

/** The forge of this installation: bare repositories on this machine. */
export function selectForge(config: LocalForgeConfig): Forge {
  return createLocalForge(config);
}
