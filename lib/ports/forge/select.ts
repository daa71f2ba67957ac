import { createLocalForge, forgeFolder, type LocalForgeConfig } from "#lib/ports/forge/local.ts";
import type { Forge } from "#lib/ports/forge/port.ts";
import { type ServeGitInput, serveGit } from "#lib/ports/forge/serve-git.ts";

/** The forge of this installation: bare repositories on this machine. */
export function selectForge(config: LocalForgeConfig): Forge {
  return createLocalForge(config);
}

/** Serves the repositories of this machine to git clients; one request at a time. */
export type GitServer = (input: Omit<ServeGitInput, "forgeDir" | "maxPushBytes">) => Promise<Response>;

/** The git server beside the forge, with the same data folder and size limit. */
export function selectGitServer(config: Pick<LocalForgeConfig, "dataDir" | "maxMb">): GitServer {
  const forgeDir = forgeFolder(config.dataDir);
  const maxPushBytes = config.maxMb * 1024 * 1024;
  return (input) => serveGit({ ...input, forgeDir, maxPushBytes });
}
