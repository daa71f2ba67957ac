import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import os from "node:os";
import { dirname, join } from "node:path";
import { runCommand } from "../terminal/command.ts";
import type { EvalTask } from "./load-tasks.ts";

export interface Judgement {
  passed: boolean;
  /** What went wrong, for people. */
  output: string;
}

/** What a person's terminal has: places, and how this machine reaches a registry. */
const kept =
  /^(HOME|LANG|npm_config_.*|https?_proxy|no_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|SSL_CERT_DIR)$/i;

/** The variables of a person's terminal, without those of a test runner that may have started us. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const variables = Object.entries(process.env).filter(([name]) => kept.test(name));
  const PATH = `${dirname(process.execPath)}:${process.env.PATH ?? ""}`;
  return { ...Object.fromEntries(variables), NODE_ENV: "test", CI: "1", PATH };
}

async function installCommand(folder: string): Promise<string[] | null> {
  const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Record<string, object>;
  const needed = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).length > 0;
  if (!needed) return null;
  const locked = (await readdir(folder)).includes("package-lock.json");
  return [
    "npm",
    locked ? "ci" : "install",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--prefer-offline",
  ];
}

/** Runs a command to its end. Throws an error with its output when it does not end well. */
async function run(argv: string[], cwd: string): Promise<void> {
  const { code, output } = await runCommand(argv, { cwd, env: plainEnvironment() });
  if (code !== 0) throw new Error(`${argv.join(" ")} ended with exit code ${code}:\n${output}`);
}

const isTest = (path: string): boolean => !path.endsWith(".patch");

/**
 * Checks a branch out into a folder of its own, adds the tests that the product never saw, and runs the
 * whole suite there: with nothing of the product between, so that its own word is not what counts.
 * @param repository folder of the bare repository
 */
export async function judgeBranch(task: EvalTask, repository: string, branch: string): Promise<Judgement> {
  const folder = await mkdtemp(join(os.tmpdir(), `morningai-judge-${task.id}-`));
  try {
    await run(["git", "clone", "--quiet", "--branch", branch, repository, folder], os.tmpdir());
    const install = await installCommand(folder);
    if (install) await run(install, folder);
    if (task.judge) await cp(task.judge, join(folder, "test"), { recursive: true, filter: isTest });
    await run(task.testCommand, folder);
    return { passed: true, output: "" };
  } catch (error) {
    return { passed: false, output: error instanceof Error ? error.message : String(error) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
