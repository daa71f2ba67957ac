import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

const bootstrap = join(import.meta.dirname, "bootstrap.mjs");
let project: string;

function write(path: string, content: unknown): void {
  const file = join(project, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
}

function run(args: string[], env: Record<string, string | undefined> = {}) {
  const result = spawnSync(process.execPath, [join(project, "scripts/bootstrap.mjs"), ...args], {
    encoding: "utf8",
    env: { ...process.env, npm_config_fetch_retries: "0", ...env },
  });
  return { code: result.status, stdout: result.stdout, output: result.stdout + result.stderr };
}

beforeEach(() => {
  project = realpathSync(mkdtempSync(join(tmpdir(), "bootstrap-")));
  mkdirSync(join(project, "scripts"));
  cpSync(bootstrap, join(project, "scripts/bootstrap.mjs"));
  write("package.json", { name: "sample", version: "1.0.0", type: "module" });
  const lock = { name: "sample", version: "1.0.0", lockfileVersion: 3, packages: { "": { name: "sample" } } };
  write("package-lock.json", lock);
  write("node_modules/.package-lock.json", lock);
});

afterEach(() => rmSync(project, { recursive: true, force: true }));

test("a script gets its arguments, and its exit code is passed on", () => {
  write("scripts/echo.ts", "console.log(process.argv.slice(2).join('|') as string); process.exit(7);");
  expect(run(["echo", "one", "two words"])).toMatchObject({ code: 7, output: "one|two words\n" });
});

test("an unknown command is refused with the list of commands", () => {
  write("scripts/goal.ts", "");
  expect(run(["gaol"])).toMatchObject({ code: 1, output: expect.stringContaining("Choose one of: goal.") });
});

test("without a reachable registry the sentence names the registry and the remedy", () => {
  const packages = {
    "": { name: "sample", dependencies: { "left-pad": "1.3.0" } },
    "node_modules/left-pad": { version: "1.3.0", integrity: "sha512-AA==" },
  };
  write("package.json", { name: "sample", version: "1.0.0", dependencies: { "left-pad": "1.3.0" } });
  write("package-lock.json", { name: "sample", version: "1.0.0", lockfileVersion: 3, packages });
  write("scripts/echo.ts", "console.log('ran')");
  const { code, output } = run(["echo"], {
    npm_config_registry: "http://127.0.0.1:9/",
    npm_config_cache: join(project, "cache"),
  });
  expect(code).toBe(1);
  expect(output).toContain("the package registry can't be reached.");
  expect(output).not.toContain("ran\n");
});

test("packages that npm's own record does not confirm are installed again", () => {
  write("node_modules/.package-lock.json", { packages: { "node_modules/stray": { version: "1.0.0" } } });
  write("scripts/echo.ts", "console.log('ran')");
  const { code, stdout, output } = run(["echo"]);
  expect(output).toContain("Installing packages");
  // What the command itself prints may be read by a program.
  expect({ code, stdout }).toEqual({ code: 0, stdout: "ran\n" });
  expect(run(["echo"]).output).toBe("ran\n");
});

test("a home folder that can't be written does not stop the install", () => {
  write("node_modules/.package-lock.json", {});
  write("scripts/echo.ts", "console.log('ran')");
  const { code, output } = run(["echo"], { HOME: "/dev/null", npm_config_cache: undefined });
  expect(output).toContain("ran\n");
  expect(code).toBe(0);
  expect(existsSync(join(project, ".data/npm-cache"))).toBe(true);
});

test("a signal reaches the script, and the caller sees how it ended", async () => {
  write(
    "scripts/wait.ts",
    "process.on('SIGTERM', () => process.exit(42)); setInterval(() => {}, 1000); console.log('up');",
  );
  const child = spawn(process.execPath, [join(project, "scripts/bootstrap.mjs"), "wait"]);
  const code = new Promise((resolve) => child.on("exit", resolve));
  await new Promise((resolve) => child.stdout.once("data", resolve));
  child.kill("SIGTERM");
  expect(await code).toBe(42);
});
