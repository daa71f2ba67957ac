import type { Sandbox } from "#lib/ports/sandbox/port.ts";

/** Says whether a file of the repository names hypothesis; Python and what configures it, dependencies left out. */
const NAMES_HYPOTHESIS = [
  "grep",
  "-rlqiI",
  ...["py", "toml", "cfg", "ini", "txt"].map((extension) => `--include=*.${extension}`),
  ...[".git", "node_modules"].map((folder) => `--exclude-dir=${folder}`),
  "hypothesis",
  ".",
];

/**
 * Options of pytest that leave out what the machine's own Python has installed and the repository does not use.
 * pytest loads every plugin that is installed; that of hypothesis takes longer to import (about a second of processor
 * time) than most suites take to run. A repository with an environment of its own gets all of its plugins.
 */
export async function unusedPlugins(sandbox: Sandbox): Promise<string> {
  if (await sandbox.readFile(".venv/pyvenv.cfg")) return "";
  const { exitCode } = await sandbox.exec({ argv: NAMES_HYPOTHESIS, limits: { wallMs: 10_000 } });
  return exitCode === 1 ? "-p no:hypothesispytest" : "";
}
