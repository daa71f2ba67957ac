import type { ExecResult, Sandbox } from "#lib/ports/sandbox/port.ts";
import type { RunSession } from "./run-session.ts";

/** How long a dependency install may take, milliseconds. */
const INSTALL_MS = 8 * 60_000;

/** Installs the repository's dependencies; only the package registry is reachable meanwhile. Null when it needs none. */
export async function installDependencies(
  sandbox: Sandbox,
  facts: { needsInstall: boolean; commands: { install?: string | null } },
): Promise<ExecResult | null> {
  if (!facts.needsInstall || !facts.commands.install) return null;
  return sandbox.exec({
    argv: ["sh", "-c", facts.commands.install],
    network: "registry",
    limits: { wallMs: INSTALL_MS, cpuSeconds: 900, outputBytes: 2_000_000, memoryMb: 4_096 },
  });
}

/** Fills a sandbox with the tree of the last checkpoint. */
export async function fillSandbox(session: RunSession, sandbox: Sandbox): Promise<ExecResult | null> {
  const { context, workspace, facts } = session;
  await sandbox.unpack(await context.ports.forge.archive(workspace.repository, workspace.head));
  return installDependencies(sandbox, facts);
}

/** The run's sandbox; one that is gone (restart, clean-up) is made again from the last checkpoint. */
export async function openWorkspace(session: RunSession): Promise<Sandbox> {
  const { sandbox, fresh } = await session.context.ports.sandbox.open(session.facts.runId);
  if (fresh) await fillSandbox(session, sandbox);
  return sandbox;
}
