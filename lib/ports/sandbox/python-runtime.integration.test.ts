import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runTestSuite } from "#lib/domain/test-reports/run-test-suite.ts";
import type { Sandbox } from "#lib/ports/sandbox/port.ts";
import { findPython } from "#lib/ports/sandbox/python-runtime.ts";
import { sandboxFixture, shell, tarOf } from "#lib/ports/sandbox/sandbox-fixture.ts";

const python = await findPython();
const noPython = python ? undefined : "there is no Python 3.9 or newer";
const noPytest = python?.pytest ? undefined : "pytest is not installed";

const fixture = sandboxFixture();
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = (await fixture.provider.open("python")).sandbox;
});

afterAll(async () => {
  await sandbox.destroy();
  fixture.remove();
});

describe.skipIf(noPython)(`Python in the sandbox${noPython ? ` (skipped: ${noPython})` : ""}`, () => {
  test("is the host's, with its standard library, and can't be changed", async () => {
    const facts = await shell(
      sandbox,
      "python3 -c 'import ssl, sqlite3, sys; print(sys.version_info[:2], sys.prefix)'",
    );
    expect(facts).toMatchObject({ exitCode: 0, stderr: "" });
    expect(facts.stdout).toContain(`(${python?.version.replace(".", ", ")})`);
    expect((await shell(sandbox, "touch $(python3 -c 'import os; print(os.__file__)')")).exitCode).not.toBe(
      0,
    );
  });

  test("unittest reports every test by file and name: passed, failed, skipped, expected to fail, not loaded", async () => {
    await sandbox.unpack(
      tarOf({
        "tests/__init__.py": "",
        "tests/test_a.py": `import unittest
class A(unittest.TestCase):
    def test_good(self): pass
    def test_bad(self):
        for n in range(3):
            with self.subTest(n=n): self.assertEqual(n, 1)
    @unittest.skip("later")
    def test_later(self): pass
    @unittest.expectedFailure
    def test_known(self): self.fail("known")
`,
        "tests/test_b.py": "import nowhere\n",
      }),
    );
    const report = await runTestSuite(sandbox, {
      command: "python3 -m unittest discover -s tests -t .",
      runner: "unittest",
    });
    expect(report).toMatchObject({ parsed: true, exitCode: 1 });
    const found = Object.fromEntries(
      report.cases.map((one) => [`${one.file} ${one.name}`, `${one.status}${one.todo ? " todo" : ""}`]),
    );
    expect(found).toEqual({
      "tests/test_a.py A > test_good": "passed",
      "tests/test_a.py A > test_bad": "failed",
      "tests/test_a.py A > test_later": "skipped",
      "tests/test_a.py A > test_known": "failed todo",
      "tests/test_b.py (the test file is loaded)": "failed",
    });
  });

  test.skipIf(noPytest)(
    `pytest reports by file and name${noPytest ? ` (skipped: ${noPytest})` : ""}`,
    async () => {
      await sandbox.unpack(
        tarOf({
          "tests/test_a.py": `import pytest
class TestA:
    def test_good(self): pass
@pytest.mark.parametrize("n", [1, 2])
def test_n(n): assert n == 1
@pytest.fixture
def broken(): raise RuntimeError("no fixture")
def test_fixture(broken): pass
@pytest.mark.xfail
def test_known(): assert False
`,
          "tests/test_b.py": "import nowhere\n",
        }),
      );
      const report = await runTestSuite(sandbox, {
        command: "python3 -m pytest --continue-on-collection-errors",
        runner: "pytest",
      });
      expect(report.cases.map((one) => [one.file, one.name, one.status, one.todo])).toEqual(
        expect.arrayContaining([
          ["tests/test_a.py", "TestA > test_good", "passed", false],
          ["tests/test_a.py", "test_n[1]", "passed", false],
          ["tests/test_a.py", "test_n[2]", "failed", false],
          ["tests/test_a.py", "test_fixture", "failed", false],
          ["tests/test_a.py", "test_known", "failed", true],
          ["tests/test_b.py", "(the test file is loaded)", "failed", false],
        ]),
      );
    },
  );

  test("requirements that the sandbox has need no index; others end soon, and say that it can't be reached", async () => {
    const install = await sandbox.exec({
      argv: [
        "sh",
        "-c",
        "python3 -m venv --system-site-packages .venv && .venv/bin/python -m pip install morningai-no-such-package",
      ],
      network: "registry",
    });
    expect(install.exitCode).not.toBe(0);
    expect(`${install.stdout}${install.stderr}`).toMatch(
      /Cannot connect to proxy|Tunnel connection failed|No matching distribution/,
    );
  });
});
