import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { fingerprintTask, loadSuite } from "./load-suite.ts";
import { parseTask } from "./task-schema.ts";

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function suiteOf(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "morningai-suite-"));
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const task = (fields: object) => JSON.stringify({ goal: "Mend it", testCommand: "node --test", ...fields });

test("tasks lie directly inside or in folders that group them", () => {
  const suite = suiteOf({
    "one/task.json": task({ id: "first", language: "JS" }),
    "one/repo/a.js": "",
    "one/judge/a.test.js": "",
    "hard/two/task.json": task({ language: "py", extra: { kept: true } }),
    "hard/two/repo/a.py": "",
    "hard/two/repo/task.json": "{}",
    "README.md": "no task",
  });
  const { tasks, problems } = loadSuite(suite);
  expect(problems).toEqual([]);
  expect(tasks).toMatchObject([
    { id: "two", language: "python", judge: null, extra: { kept: true } },
    { id: "first", language: "javascript", judge: join(suite, "one/judge") },
  ]);
});

test("a folder that is no valid task is told with file and field and does not stop the others", () => {
  const suite = suiteOf({
    "bad/task.json": task({ goal: " ", testCommand: 7 }),
    "bad/repo/a.js": "",
    "broken/task.json": "{",
    "broken/repo/a.js": "",
    "empty/task.json": task({}),
    "good/task.json": task({}),
    "good/repo/a.js": "",
    "without/repo/a.js": "",
  });
  const { tasks, problems } = loadSuite(suite);
  expect(tasks.map(({ id }) => id)).toEqual(["good"]);
  expect(problems.map(({ folder, field, message }) => [folder, field, message])).toEqual([
    ["bad", "goal", "say in words what should be done"],
    ["bad", "testCommand", "give a command line as text, or its words as a list"],
    ["broken", "", expect.stringContaining("is not JSON")],
    ["empty", "", "is missing or empty"],
    ["without", "", "is missing"],
  ]);
  expect(problems[0]?.file).toBe(join(suite, "bad/task.json"));
});

test("tasks with one id are told apart by their folders", () => {
  const suite = suiteOf({
    "a/x/task.json": task({ id: "x" }),
    "a/x/repo/f.js": "",
    "b/x/task.json": task({ id: "x" }),
    "b/x/repo/f.js": "",
  });
  expect(loadSuite(suite).tasks.map(({ id }) => id)).toEqual(["a/x", "b/x"]);
});

test("commands may be lists, expectations may be spelt in any way", () => {
  const parsed = parseTask(
    `\uFEFF${task({ testCommand: ["node", "--test", "a b.js"], expect: "Not-Reproduced", grade: 3, seconds: "60", files: "a.js" })}`,
  );
  expect(parsed).toMatchObject({
    task: {
      testCommand: "node --test 'a b.js'",
      expect: "not_reproduced",
      grade: "3",
      seconds: 60,
      files: ["a.js"],
    },
  });
});

test("a suite that is not there, or has nothing in it, is said with a remedy", () => {
  expect(() => loadSuite("no-such-suite")).toThrow("There is no suite no-such-suite.");
  expect(() => loadSuite(suiteOf({ "a.txt": "" }))).toThrow(/has no tasks/);
});

test("a task's fingerprint follows its content, not its installed packages", () => {
  const folder = suiteOf({ "t/task.json": task({}), "t/repo/a.js": "1" });
  const print = () => {
    const [one] = loadSuite(folder).tasks;
    if (!one) throw new Error("no task");
    return fingerprintTask(one);
  };
  const first = print();
  mkdirSync(join(folder, "t/repo/node_modules"));
  writeFileSync(join(folder, "t/repo/node_modules/x.js"), "");
  expect(print()).toBe(first);
  writeFileSync(join(folder, "t/repo/a.js"), "2");
  expect(print()).not.toBe(first);
});
