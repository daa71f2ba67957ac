import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { requestSchema } from "../request.ts";
import type { RepairResult } from "../result.ts";
import { repository } from "../testing/repository.ts";
import { runPython } from "./run-python.ts";

/** Why the tests of a runner can't be run here; undefined where they can. */
function missing(module: string): string | undefined {
  const found = spawnSync("python3", ["-c", `import ${module}`]);
  return found.status === 0 ? undefined : `python3 with ${module} is not installed`;
}

const noPython = missing("unittest");
const noPytest = missing("pytest");

async function repair(
  runner: string,
  files: Record<string, string>,
  more: Record<string, unknown> = {},
): Promise<RepairResult> {
  const root = repository(files);
  const testFiles = Object.keys(files).filter((file) => file.startsWith("tests/test_"));
  const lines: unknown[] = [];
  const request = requestSchema.parse({ command: "repair", root, runner, testFiles, seconds: 60, ...more });
  expect(await runPython(request, (line) => lines.push(line))).toBe(0);
  return lines.at(-1) as RepairResult;
}

const tariff = `LIMIT = 50


def postage(total, country="AT"):
    """Postage of an order."""
    if country != "AT":
        return 9
    if total > LIMIT:
        return 0
    return 5
`;

describe.skipIf(noPytest)(`pytest${noPytest ? ` (skipped: ${noPytest})` : ""}`, () => {
  test("the right patch comes first, with a root cause, and the tests are left alone", async () => {
    const result = await repair("pytest", {
      "shop/__init__.py": "",
      "shop/tariff.py": tariff,
      "tests/test_tariff.py": `import pytest
from shop.tariff import postage


@pytest.mark.parametrize("total,expected", [(49, 5), (50, 0), (51, 0)])
def test_at_home(total, expected):
    assert postage(total) == expected


def test_abroad():
    assert postage(100, "DE") == 9
`,
    });
    expect(result).toMatchObject({ status: "fixed", failing: [{ name: "test_at_home[50-0]" }] });
    const [first] = result.patches;
    expect(first).toMatchObject({ file: "shop/tariff.py", overfit: false, others: [] });
    expect(first?.after).toContain("if total >= LIMIT:");
    expect(result.rootCause?.explanation).toMatch(/In `postage`.*comparison is the wrong one/);
  });

  test("tests with temporary folders, logs and captured output are run as pytest runs them", async () => {
    const result = await repair("pytest", {
      "notes.py": `import logging


def save(path, lines):
    if lines:
        raise ValueError("nothing to save")
    logging.warning("%d lines", len(lines))
    print(path.name)
    path.write_text("\\n".join(lines))
`,
      "tests/test_notes.py": `import pytest
from notes import save


def test_save(tmp_path, caplog, capsys):
    save(tmp_path / "a.txt", ["one", "two"])
    assert (tmp_path / "a.txt").read_text() == "one\\ntwo"
    assert caplog.messages == ["2 lines"]
    assert capsys.readouterr().out == "a.txt\\n"


def test_nothing(tmp_path):
    with pytest.raises(ValueError):
        save(tmp_path / "a.txt", [])
`,
    });
    expect(result.patches[0]?.after).toContain("if not lines:");
  });

  test("a module that can't be loaded is mended first", async () => {
    const result = await repair("pytest", {
      "shop/__init__.py": "",
      "shop/tariff.py": tariff.replace("if total > LIMIT:", "if total >= LIMIT"),
      "tests/test_tariff.py":
        "from shop.tariff import postage\n\n\ndef test_free():\n    assert postage(50) == 0\n",
    });
    expect(result.patches[0]).toMatchObject({ operator: "syntax.colon" });
    expect(result.failing[0]?.name).toBe("(the test file is loaded)");
  });
});

const stock = (body: string): Record<string, string> => ({
  "stock/__init__.py": "",
  "stock/shelf.py": body,
  "tests/__init__.py": "",
  "tests/test_shelf.py": `import unittest
from stock.shelf import Shelf, first_free


class ShelfTest(unittest.TestCase):
    def test_put(self):
        shelf = Shelf()
        shelf.put("screw", 3)
        self.assertEqual(shelf.count("screw"), 3)
        self.assertEqual(Shelf().count("screw"), 0)

    def test_put_twice(self):
        shelf = Shelf()
        shelf.put("nut", 1)
        shelf.put("nut", 2)
        self.assertEqual(shelf.count("nut"), 3)

    def test_first_free(self):
        self.assertEqual(first_free([1, 2, 4]), 3)
        self.assertEqual(first_free([]), 1)
`,
});

const shelf = `class Shelf:
    def __init__(self, items=None):
        self.items = items if items is not None else {}

    def put(self, name, amount):
        self.items[name] = self.items.get(name, 0) + amount

    def count(self, name):
        return self.items.get(name, 0)


def first_free(taken):
    place = 1
    while place in taken:
        place += 1
    return place
`;

const ring = (good: string, bad: string): Record<string, string> => ({
  "ring.py": `def place(number, size, start):\n    ${good}\n`.replace(good, bad),
  "tests/__init__.py": "",
  "tests/test_ring.py": `import unittest
from ring import place


class RingTest(unittest.TestCase):
    def test_place(self):
        self.assertEqual(place(7, 5, 0), 2)
        self.assertEqual(place(3, 5, 0), 3)
        self.assertEqual(place(3, 5, 4), 2)
`,
});

describe.skipIf(noPython)(`unittest${noPython ? ` (skipped: ${noPython})` : ""}`, () => {
  test.each([
    [
      "a shared default",
      "items=None):\n        self.items = items if items is not None else {}",
      "items={}):\n        self.items = items",
      "items=None",
    ],
    [
      "an absent key",
      "self.items[name] = self.items.get(name, 0) + amount",
      "self.items[name] += amount",
      "self.items.get(name, 0) + amount",
    ],
    ["a loop that never ends", "        place += 1", "        place += 0", "place += 1"],
    ["an overwritten value", "self.items.get(name, 0) + amount", "amount", "+"],
  ])("%s is mended", async (_kind, good, bad, right) => {
    const result = await repair("unittest", stock(shelf.replace(good, bad)));
    expect(result.status).toBe("fixed");
    expect(result.patches[0]?.after).toContain(right);
  });

  test("two independent bugs are fixed together", async () => {
    const broken = shelf.replace("+ amount", "- amount").replace("place = 1", "place = 0");
    const result = await repair("unittest", stock(broken));
    expect(result.patches[0]?.operator).toContain("+");
  });

  test("candidates can't write into the repository, end the engine or hang it", async () => {
    const files = stock(shelf.replace("place in taken", "place not in taken"));
    const test = files["tests/test_shelf.py"] ?? "";
    const hostile = `${files["stock/shelf.py"]}\n\ndef leave():\n    import os\n    os._exit(3)\n`;
    const result = await repair(
      "unittest",
      {
        ...files,
        "stock/shelf.py": hostile,
        "tests/test_shelf.py": `${test}
    def test_leaves(self):
        from stock.shelf import leave
        leave()
`,
      },
      { failingTests: [{ file: "tests/test_shelf.py", name: "ShelfTest > test_first_free" }] },
    );
    expect(result.status).toBe("fixed");
    expect(result.patches[0]?.after).toContain("while place in taken");
  });

  test("a value that has to be computed is put together from what is at hand", async () => {
    const result = await repair("unittest", ring("return (number + start) % size", "return number + start"));
    expect(result.patches[0]?.after).toContain("(number + start) % size");
  });

  test("patches that could both be right are told apart by a call that a person can judge", async () => {
    const result = await repair("unittest", {
      "hall.py": "def seats(rows, extra):\n    return rows - extra\n",
      "tests/__init__.py": "",
      "tests/test_hall.py": `import unittest
from hall import seats


class SeatsTest(unittest.TestCase):
    def test_two_and_two(self):
        self.assertEqual(seats(2, 2), 4)
`,
    });
    const { disagreement } = result.patches[0] ?? {};
    expect(disagreement?.behaviours).toBeGreaterThan(1);
    const { call, answers = [] } = disagreement?.distinction ?? {};
    expect(call).toMatch(/^seats\(\d+, \d+\)$/);
    expect(new Set(answers.map(({ gives }) => gives)).size).toBe(answers.length);
    expect(answers.flatMap(({ patches }) => patches)).toContain(0);
  });

  test("code that tests run in processes of their own is repaired by their command", async () => {
    const result = await repair("unittest", {
      "tool.py": `import sys

words = sys.stdin.read().split()
if len(words) > 2:
    print("many")
else:
    print("few")
`,
      "tests/__init__.py": "",
      "tests/test_tool.py": `import subprocess
import sys
import unittest


class ToolTest(unittest.TestCase):
    def run_tool(self, text):
        done = subprocess.run([sys.executable, "tool.py"], input=text, capture_output=True, text=True)
        return done.stdout.strip()

    def test_few(self):
        self.assertEqual(self.run_tool("one"), "few")

    def test_two(self):
        self.assertEqual(self.run_tool("one two"), "many")
`,
    });
    expect(result).toMatchObject({ status: "fixed", mode: "process" });
    expect(result.patches[0]?.after).toContain("len(words) >= 2");
  });

  test("a green suite has nothing to repair", async () => {
    expect((await repair("unittest", stock(shelf))).status).toBe("no_failing_test");
  });
});
