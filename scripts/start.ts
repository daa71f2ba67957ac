/**
 * `npm start`: the whole platform on this machine. Installs (the bootstrap did), builds, migrates, seeds and
 * starts; then says where it is, how to sign in and how to stop. Variables: PORT, DB_PORT, ENGINE_PORT,
 * DATA_DIR, and those of .env.example.
 */
import { homedir } from "node:os";
import { resolve } from "node:path";
import { type Environment, readEnvironment, readPorts } from "./start/environment.ts";
import { type Platform, startPlatform } from "./start/platform.ts";
import { AlreadyRunning, Problem } from "./start/problem.ts";
import { sandboxWarning } from "./start/sandbox-warning.ts";
import { formatDuration } from "./terminal/duration.ts";
import { openProgress, type Progress } from "./terminal/progress.ts";

/** How long the bootstrap installed packages before it started this script. */
const installMs = Number(process.env.MORNINGAI_INSTALL_MS ?? "0");
const root = resolve(import.meta.dirname, "..");
const progress = openProgress();
const giveUp = new AbortController();
let platform: Platform | undefined;
let stoppingSince: number | undefined;

/** Stops in order at the first signal, at once at a second one that comes a second later. */
async function stop(): Promise<void> {
  if (stoppingSince) {
    // A terminal and npm may both pass on the same Ctrl-C.
    if (Date.now() - stoppingSince > 1_000) process.exit(130);
    return;
  }
  stoppingSince = Date.now();
  progress.line("\n  Stopping …");
  giveUp.abort();
  if (!platform) return; // the start under way stops what it had started
  await platform.stop();
  progress.line(`  Stopped after ${formatDuration(Date.now() - stoppingSince)}.`);
  process.exit(0);
}

/** On one's own machine, repositories may be connected from the home folder unless something else is set. */
function withRepositoryRoots(environment: Environment): Environment {
  return { ...environment, REPOSITORY_ROOTS: environment.REPOSITORY_ROOTS || homedir() };
}

function showInstall(display: Progress): void {
  const time = formatDuration(installMs).padStart(9);
  display.line(
    `  ✓ ${"install".padEnd(11)} ${time}   ${installMs > 0 ? "" : "packages up to date"}`.trimEnd(),
  );
}

function showWelcome(running: Platform, startedAt: number): void {
  progress.line(
    `\n  MorningAI is ready after ${formatDuration(Date.now() - startedAt)}: ${running.urls.web}\n`,
  );
  for (const { role, email, password } of running.signIns) {
    progress.line(`  ${role.padEnd(13)} ${email}   password ${password}`);
  }
  if (running.signIns.length > 0) {
    progress.line(
      "  The Owner sets up an authenticator app at the first sign-in (docs/guides/two-factor.md).",
    );
  }
  progress.line(
    `\n  Repositories may be connected from ${running.env.REPOSITORY_ROOTS} (REPOSITORY_ROOTS) or by URL.`,
  );
  progress.line("  Stop with Ctrl-C. Your data stays; the next start continues where this one ended.\n");
}

function explain(error: unknown): void {
  progress.close();
  if (giveUp.signal.aborted) {
    console.log("  Stopped.");
  } else if (error instanceof Problem) {
    console.log(`\n  ${error.message}\n  → ${error.remedy}\n`);
    process.exitCode = error instanceof AlreadyRunning ? 0 : 1;
  } else {
    throw error;
  }
}

async function main(): Promise<void> {
  const startedAt = Date.now() - installMs;
  const environment = withRepositoryRoots(readEnvironment(root));
  showInstall(progress);
  platform = await startPlatform({
    dataDir: resolve(root, environment.DATA_DIR || ".data"),
    ports: readPorts(environment),
    web: true,
    progress,
    environment,
    signal: giveUp.signal,
  });
  const warning = await sandboxWarning(platform.env.DATA_DIR ?? "", root);
  for (const line of warning) progress.line(`  ! ${line}`);
  showWelcome(platform, startedAt);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop());
// The bootstrap holds the other end: when it was killed, nobody could stop us any more.
process.on("disconnect", () => void stop());
process.channel?.unref();

await main().catch(explain);
