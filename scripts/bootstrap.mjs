/**
 * Every npm script starts here: `node scripts/bootstrap.mjs <name> [arguments]`.
 * Plain JavaScript for any Node from 18 on, with nothing installed: installs the packages when they differ
 * from package-lock.json, finds a Node that runs TypeScript, and runs `scripts/<name>.ts` with it.
 */
import { spawn, spawnSync } from "node:child_process";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
} from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** A sentence about what is wrong, and what to do about it; ends the program. */
function fail(sentence, remedy) {
  process.stderr.write(`\n${sentence}\n  → ${remedy}\n`);
  process.exit(1);
}

/** From 24.8 on, Node runs TypeScript files as they are and has what the repair engine's linker needs. */
export function isSuitable(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  return major > 24 || (major === 24 && minor >= 8);
}

/**
 * True when node_modules holds exactly the packages of the lock file. npm keeps its own record of what it
 * installed in node_modules/.package-lock.json; an interrupted install leaves none.
 */
export function isInstalled(folder) {
  const record = join(folder, "node_modules/.package-lock.json");
  if (!existsSync(record)) return false;
  try {
    const wanted = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8")).packages;
    const present = JSON.parse(readFileSync(record, "utf8")).packages;
    for (const [key, entry] of Object.entries(wanted)) {
      if (key === "" || (!present[key] && entry.optional)) continue;
      if (present[key]?.version !== entry.version || present[key]?.integrity !== entry.integrity)
        return false;
    }
    return Object.keys(present).every((key) => wanted[key]);
  } catch {
    return false;
  }
}

/** Where npm may keep its cache: its default, or inside the project when the home folder is read-only. */
function npmCacheOptions() {
  const home = process.env.npm_config_cache ?? join(homedir(), ".npm");
  try {
    mkdirSync(home, { recursive: true });
    accessSync(home, constants.W_OK);
    return [];
  } catch {
    return ["--cache", join(root, ".data", "npm-cache")];
  }
}

function npmCommand() {
  const cli = process.env.npm_execpath;
  if (cli && /npm-cli\.[cm]?js$/.test(cli)) return [process.execPath, cli];
  return ["npm"];
}

/** Counts the seconds on a terminal; says it once elsewhere. Returns how to stop. */
function showWaiting(text) {
  if (!process.stderr.isTTY) {
    process.stderr.write(`${text} …\n`);
    return () => {};
  }
  const startedAt = Date.now();
  const draw = () => process.stderr.write(`\r${text} … ${Math.round((Date.now() - startedAt) / 1000)} s`);
  draw();
  const timer = setInterval(draw, 1000);
  return () => {
    clearInterval(timer);
    process.stderr.write("\r\u001b[K");
  };
}

function explainInstallFailure(output) {
  const last = output.trim().split("\n").slice(-12).join("\n");
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|ERR_SOCKET_TIMEOUT/.test(output))
    fail(
      "The packages could not be installed: the package registry can't be reached.",
      "Check the network and `npm config get registry`, then run the same command again. After one install everything works offline.",
    );
  if (/ENOSPC/.test(output))
    fail(
      "The packages could not be installed: the disk is full.",
      "Free about 1.5 GB, then run the command again.",
    );
  if (/EACCES|EROFS|EPERM/.test(output))
    fail(
      `The packages could not be installed: ${join(root, "node_modules")} can't be written.`,
      `Give this user the right to write in ${root}, then run the command again.`,
    );
  process.stderr.write(`\n${last}\n`);
  fail(
    "The packages could not be installed; npm's last lines are above.",
    "Mend that, or run `npm ci` by hand.",
  );
}

/** Installs what package-lock.json names. Resolves to the milliseconds it took, 0 when nothing was to do. */
async function install() {
  if (isInstalled(root)) return 0;
  const startedAt = Date.now();
  const stopWaiting = showWaiting("Installing packages (about a minute the first time)");
  const [command, ...prefix] = npmCommand();
  // Its messages explain a failure, so they are wanted even where the caller's npm is silent.
  const quiet = ["--no-audit", "--no-fund", "--loglevel=warn"];
  const args = [...prefix, "ci", "--include=dev", "--include=optional", ...quiet];
  const child = spawn(command, [...args, "--prefer-offline", ...npmCacheOptions()], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
  });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  const code = await new Promise((resolve) => {
    child.on("error", (error) => {
      output += error.message;
      resolve(-1);
    });
    child.on("close", resolve);
  });
  stopWaiting();
  if (code === -1) fail(`npm can't be started: ${output.trim()}`, "Install npm (it comes with Node.js).");
  if (code !== 0) explainInstallFailure(output);
  return Date.now() - startedAt;
}

/** The Node to run with: this one, else the one that came as an optional package. */
function findNode() {
  if (isSuitable(process.versions.node)) return process.execPath;
  for (const candidate of [".bin/node", `node-linux-${process.arch}/bin/node`]) {
    const path = join(root, "node_modules", candidate);
    const version = spawnSync(path, ["--version"], { encoding: "utf8" });
    if (version.status === 0 && isSuitable(version.stdout.trim())) return path;
  }
  return fail(
    `Node ${process.versions.node} is too old for MorningAI, and no newer one came with the packages for ${process.platform}-${process.arch}.`,
    "Install Node 24 (https://nodejs.org), then run the command again.",
  );
}

function commandNames() {
  const names = readdirSync(join(root, "scripts")).filter((file) => /^[a-z-]+\.ts$/.test(file));
  return names.map((file) => file.slice(0, -3));
}

/** Runs the script with this terminal, passes signals on and ends as it ends. */
function run(node, name, args, installMs) {
  const environment = {
    ...process.env,
    PATH: join(root, "node_modules", ".bin") + delimiter + (process.env.PATH ?? ""),
    MORNINGAI_INSTALL_MS: String(installMs),
  };
  // The IPC channel lets the script notice when this process is killed.
  const child = spawn(node, [join(root, "scripts", `${name}.ts`), ...args], {
    cwd: root,
    env: environment,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(signal, () => {
      // A terminal sends Ctrl-C to the whole group: the script has it already.
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    });
  child.on("error", (error) =>
    fail(`${node} can't be started: ${error.message}`, "Run `npm ci` and try again."),
  );
  child.on("exit", (code, signal) => {
    process.removeAllListeners(signal ?? "");
    if (signal) process.kill(process.pid, signal);
    else process.exit(code ?? 1);
  });
}

async function main() {
  const [name, ...args] = process.argv.slice(2);
  if (!name || !commandNames().includes(name))
    fail(`There is no command "${name ?? ""}".`, `Choose one of: ${commandNames().join(", ")}.`);
  const installMs = await install();
  run(findNode(), name, args, installMs);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
