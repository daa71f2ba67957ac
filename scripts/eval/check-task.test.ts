import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { solvedFiles } from "./check-task.ts";
import { loadSuite } from "./load-suite.ts";

describe.each(["repositories", "fixes", "refactorings"])("the suite %s", (name) => {
  const { tasks, problems } = loadSuite(name);

  test("has valid tasks only, each graded and named as its folder", () => {
    expect(problems).toEqual([]);
    for (const { id, repo, grade } of tasks) {
      expect(join(repo, "..").endsWith(`/${id}`)).toBe(true);
      expect(["1", "2", "3", "4", "5"]).toContain(grade);
    }
  });

  const solvable = tasks.filter((task) => (task.expect ?? "verified") === "verified");

  test.each(solvable.map((task) => [task.id, task] as const))(
    "%s has a solution that fits and held-out tests",
    (_, task) => {
      expect(task.judge).not.toBeNull();
      const files = solvedFiles(task);
      expect(files.length).toBeGreaterThan(0);
      for (const { path, text } of files) {
        expect(text).not.toBe(readFileSync(join(task.repo, path), "utf8"));
        if (!task.green) expect(path).not.toMatch(/test/);
      }
    },
  );
});

// Their tasks have no one right answer: the judge changes the code, or looks for what has to be said.
describe.each(["tests", "docs"])("the suite %s", (name) => {
  const { tasks, problems } = loadSuite(name);

  test("has valid tasks only, each graded, green before, and with a judge where something can be done", () => {
    expect(problems).toEqual([]);
    expect(tasks.length).toBeGreaterThanOrEqual(8);
    for (const { id, repo, grade, green, judge, expect: ends } of tasks) {
      expect(join(repo, "..").endsWith(`/${id}`)).toBe(true);
      expect(["1", "2", "3", "4", "5"]).toContain(grade);
      expect(green).toBe(true);
      expect(judge !== null).toBe((ends ?? "verified") === "verified");
    }
  });
});
