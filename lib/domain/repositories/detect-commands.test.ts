import { describe, expect, test } from "vitest";
import { detectCommands } from "./detect-commands.ts";

/** A repository as path → text; objects are written as JSON. */
function detect(repository: Record<string, string | object>) {
  const texts = new Map(
    Object.entries(repository).map(([path, content]) => [
      path,
      typeof content === "string" ? content : JSON.stringify(content),
    ]),
  );
  const files = [...texts].map(([path, content]) => ({ path, size: content.length, mode: "100644" }));
  return detectCommands(files, async (path) => texts.get(path) ?? null);
}

test("a package without dependencies needs no install and runs its own test script", async () => {
  const found = await detect({
    "package.json": { scripts: { test: 'node --test "test/**/*.test.ts"', start: "node src/server.ts" } },
    "src/server.ts": "x".repeat(300),
    "test/server.test.ts": "y".repeat(100),
    "README.md": "z".repeat(1_000),
  });
  expect(found).toEqual({
    languages: [{ name: "TypeScript", share: 1 }],
    packageManager: "npm",
    runner: "node:test",
    commands: { install: null, test: "npm test", build: null, lint: null },
    testFiles: ["test/server.test.ts"],
    entryPoints: ["src/server.ts"],
    workspaces: [],
    needsInstall: false,
    notes: [],
  });
});

describe("dependencies", () => {
  const manifest = { dependencies: { a: "1.0.0" }, scripts: { build: "tsc", lint: "eslint ." } };
  const install = async (repository: Record<string, string | object>) =>
    (await detect({ "package.json": manifest, ...repository })).commands.install;

  test.each([
    ["npm", { "package-lock.json": "{}" }, "npm ci --ignore-scripts"],
    ["npm without a lock", {}, "npm install --ignore-scripts --no-package-lock"],
    [
      "pnpm 9",
      { "pnpm-lock.yaml": "lockfileVersion: '9.0'\n" },
      "npx --yes pnpm@9 install --frozen-lockfile --ignore-scripts",
    ],
    [
      "pnpm 8",
      { "pnpm-lock.yaml": "lockfileVersion: '6.0'\n" },
      "npx --yes pnpm@8 install --frozen-lockfile --ignore-scripts",
    ],
    [
      "yarn 1",
      { "yarn.lock": "# yarn lockfile v1\n" },
      "npx --yes yarn@1.22.22 install --frozen-lockfile --ignore-scripts",
    ],
    [
      "yarn 4 in the repository",
      { "yarn.lock": "__metadata:\n", ".yarn/releases/yarn-4.1.0.cjs": "" },
      "YARN_NODE_LINKER=node-modules YARN_ENABLE_TELEMETRY=0 node .yarn/releases/yarn-4.1.0.cjs install --immutable --mode=skip-build",
    ],
  ])("of %s are installed as locked", async (_name, repository, command) => {
    expect(await install(repository)).toBe(command);
  });

  test("the version that the package names is used", async () => {
    const named = { ...manifest, packageManager: "pnpm@10.2.1+sha512.abc" };
    expect(await install({ "package.json": named })).toBe("npx --yes pnpm@10.2.1 install --ignore-scripts");
  });

  test("build and lint scripts are found, and packages with install scripts are named", async () => {
    const lock = {
      packages: { "": {}, "node_modules/esbuild": { hasInstallScript: true }, "node_modules/a": {} },
    };
    const found = await detect({ "package.json": manifest, "package-lock.json": lock });
    expect(found.commands).toMatchObject({ build: "npm run build", lint: "npm run lint", test: null });
    expect(found.needsInstall).toBe(true);
    expect(found.notes[0]).toContain("esbuild");
  });

  test("those committed with the repository are not installed again", async () => {
    const found = await detect({ "package.json": manifest, "node_modules/a/index.js": "" });
    expect(found).toMatchObject({ needsInstall: false, commands: { install: null } });
  });

  test("workspaces are found by the patterns of npm and pnpm", async () => {
    const byNpm = await detect({
      "package.json": { workspaces: ["packages/*", "!packages/old"] },
      "packages/a/package.json": {},
      "packages/b/package.json": {},
      "packages/old/package.json": {},
      "other/package.json": {},
    });
    expect(byNpm).toMatchObject({ workspaces: ["packages/a", "packages/b"], needsInstall: true });
    const byPnpm = await detect({
      "package.json": {},
      "pnpm-workspace.yaml": 'packages:\n  # apps\n  - "apps/**"\n  - libs/*\n',
      "apps/web/one/package.json": {},
      "libs/x/package.json": {},
    });
    expect(byPnpm.workspaces).toEqual(["apps/web/one", "libs/x"]);
  });
});

describe("the test command", () => {
  test.each([
    ["vitest run", "vitest", "npm test"],
    ["vitest", "vitest", "npm test"],
    ["vitest --watch", "vitest", "npx vitest run"],
    ["tsc --noEmit && vitest run", "vitest", "npm test"],
    ["vitest run && eslint .", "vitest", "npx vitest run"],
    ["npm run lint && npm run test:unit", "jest", "npm test"],
    ["NODE_OPTIONS=--experimental-vm-modules jest", "jest", "npm test"],
    ["node node_modules/jest/bin/jest.js", "jest", "npm test"],
    ["jest --watchAll", "jest", "npx jest"],
    ["react-scripts test", "jest", "npm test"],
    ["mocha -r ts-node/register", "mocha", "npm test"],
    ["node --import tsx --test", "node:test", "npm test"],
    ["tsx --test src/*.test.ts", "node:test", "npm test"],
    ["tap", "unknown", "npm test"],
  ])("of the script %j is run by %s as %s", async (script, runner, command) => {
    const scripts = { test: script, lint: "eslint .", "test:unit": "jest --ci" };
    const found = await detect({ "package.json": { scripts }, "a.test.js": "" });
    expect([found.runner, found.commands.test]).toEqual([runner, command]);
  });

  test.each([
    [
      "a dependency",
      { "package.json": { devDependencies: { vitest: "5" } }, "a.test.ts": "" },
      "npx vitest run",
    ],
    ["the configuration", { "package.json": { jest: {} }, "a.test.js": "" }, "npx jest"],
    [
      "the tests themselves",
      { "package.json": {}, "a.test.js": 'import test from "node:test"' },
      "node --test",
    ],
  ])("without a script is found by %s", async (_name, repository, command) => {
    expect((await detect(repository)).commands.test).toBe(command);
  });

  test("is none when there are no tests, and a note says what that means", async () => {
    const scripts = { test: 'echo "Error: no test specified" && exit 1' };
    const found = await detect({ "package.json": { scripts }, "index.js": "1" });
    expect(found.commands.test).toBeNull();
    expect(found.notes).toEqual(["No tests were found. Without tests a change can't be verified."]);
  });
});

test("a package in the only sub-folder is used from there", async () => {
  const found = await detect({
    "it's/package.json": { scripts: { test: "node --test" }, main: "./lib/x.js" },
    "it's/lib/x.js": "",
    "it's/x.test.js": "",
  });
  expect(found.commands.test).toBe("cd 'it'\\''s' && npm test");
  expect(found.entryPoints).toEqual(["it's/lib/x.js"]);
});

test("test files are told from helpers, fixtures and what is installed", async () => {
  const found = await detect({
    "package.json": {},
    "src/a.test.ts": "",
    "src/__tests__/b.js": "",
    "test/c.js": "",
    "test/fixtures/d.js": "",
    "test/helpers.js": "",
    "node_modules/x/e.test.js": "",
    "dist/f.test.js": "",
    "src/latest.ts": "",
  });
  expect(found.testFiles).toEqual(["src/__tests__/b.js", "src/a.test.ts", "test/c.js"]);
});

test.each([
  ["nothing", {}, /no files/],
  ["Go", { "a.go": "xxxx", "b.js": "x" }, /Most of the code is Go/],
  ["a broken package.json", { "package.json": "{", "a.js": "x" }, /no package.json/],
])("a repository of %s gives no commands and a note", async (_name, repository, note) => {
  const found = await detect(repository);
  expect(found).toMatchObject({ packageManager: null, runner: "unknown", needsInstall: false });
  expect(found.notes.join()).toMatch(note);
});

test("malformed fields of package.json count as absent", async () => {
  const found = await detect({ "package.json": { scripts: [1], dependencies: "x", workspaces: 5, bin: 7 } });
  expect(found).toMatchObject({ needsInstall: false, commands: { test: null } });
});

describe("a Python repository", () => {
  const unit = "import unittest\n\nclass T(unittest.TestCase):\n    def test_x(self): pass\n";
  test.each([
    [
      "pytest by its settings",
      { "pyproject.toml": "[tool.pytest.ini_options]\n", "a.py": "", "tests/test_a.py": unit },
      "pytest",
      "python3 -m pytest",
    ],
    [
      "pytest by an import",
      { "a.py": "", "tests/test_a.py": "import pytest\n" },
      "pytest",
      "python3 -m pytest",
    ],
    [
      "plain functions",
      { "a.py": "", "test_a.py": "def test_a(): assert 1\n" },
      "pytest",
      "python3 -m pytest",
    ],
    [
      "unittest in a package",
      { "a.py": "", "tests/__init__.py": "", "tests/test_a.py": unit },
      "unittest",
      "python3 -m unittest discover -s tests -t .",
    ],
    [
      "unittest in a folder",
      { "a.py": "", "tests/test_a.py": unit },
      "unittest",
      "python3 -m unittest discover -s tests",
    ],
    ["unittest in the root", { "a.py": "", "test_a.py": unit }, "unittest", "python3 -m unittest"],
    [
      "a src folder",
      { "pytest.ini": "", "src/shop/a.py": "", "tests/test_a.py": "" },
      "pytest",
      "PYTHONPATH=src python3 -m pytest",
    ],
    [
      "a sub-folder",
      { "api/pyproject.toml": "", "api/a.py": "", "api/test_a.py": "def test_a(): pass" },
      "pytest",
      "cd 'api' && python3 -m pytest",
    ],
    [
      "a package.json for its pages",
      { "package.json": {}, "a.py": "x = 1".repeat(50), "test_a.py": unit },
      "unittest",
      "python3 -m unittest",
    ],
  ] as const)("of %s", async (_name, repository, runner, command) => {
    const found = await detect(repository as Record<string, string | object>);
    expect([found.runner, found.commands.test, found.needsInstall]).toEqual([runner, command, false]);
  });

  test("with requirements gets a virtual environment, and a note that an index is needed", async () => {
    const found = await detect({
      "requirements.txt": "# web\nflask==3.0 # pinned\n-r other.txt\npytest\n",
      "app.py": "",
      "tests/test_app.py": "import pytest\n",
    });
    expect(found.commands).toMatchObject({
      install:
        "python3 -m venv --system-site-packages .venv && .venv/bin/python -m pip install -r requirements.txt",
      test: ".venv/bin/python -m pytest",
    });
    expect(found.notes[0]).toBe(
      "The tests need flask==3.0: a package index has to be reachable from this machine.",
    );
  });

  test("that declares dependencies of a package is installed itself, with its test extras", async () => {
    const found = await detect({
      "pyproject.toml":
        '[project]\nname = "x"\ndependencies = [\n  "rich>=13",\n]\n[project.optional-dependencies]\ntest = ["pytest", "hypothesis"]\n',
      "src/x/a.py": "",
      "tests/test_a.py": "import pytest\n",
    });
    expect(found.commands.install).toContain("-m pip install -e '.[test]'");
    expect(found.commands.test).toBe(".venv/bin/python -m pytest");
  });
});
