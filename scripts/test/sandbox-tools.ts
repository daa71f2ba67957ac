import { runCommand } from "../terminal/command.ts";
import { canInstallSystemPackages, installSystemPackage } from "./system-package.ts";

/** Installs pytest for the system's Python when none of the search path has it; else says which tests are left out. */
export async function preparePython(): Promise<void> {
  const present = await runCommand(["python3", "-c", "import pytest"]);
  if (present.code === 0 || process.platform !== "linux") return;
  const problem = canInstallSystemPackages()
    ? await installSystemPackage("python3-pytest")
    : "only root can install it";
  if (problem)
    console.log(`pytest is missing (${problem}); its tests are skipped: apt-get install python3-pytest`);
}

/** Installs bubblewrap when it is missing and that is possible; else says what the tests then run on. */
export async function prepareSandboxTools(): Promise<void> {
  const present = await runCommand(["bwrap", "--version"]);
  if (present.code === 0 || process.platform !== "linux") return;
  const problem = canInstallSystemPackages()
    ? await installSystemPackage("bubblewrap")
    : "only root can install it";
  if (problem) {
    console.log(
      `bubblewrap is missing (${problem}); the sandbox tests use util-linux. To test both: apt-get install bubblewrap`,
    );
  }
}
