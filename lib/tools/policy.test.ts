import { describe, expect, test } from "vitest";
import { flagPaths, mayUse, toolPolicy } from "./policy.ts";
import { toolRegistry } from "./registry.ts";

describe("tool policy", () => {
  test("every tool of the policy exists", () => {
    for (const tools of Object.values(toolPolicy))
      for (const tool of tools) expect(toolRegistry.has(tool)).toBe(true);
  });

  test("an agent may use only what the policy gives it", () => {
    expect(mayUse("dev", "edit_files")).toBe(true);
    expect(mayUse("meta", "edit_files")).toBe(false);
    expect(mayUse("nobody", "read_file")).toBe(false);
  });

  test.each([
    ["test/a.test.ts", "tests"],
    ["src/__tests__/a.js", "tests"],
    ["package-lock.json", "lock file"],
    [".github/workflows/ci.yml", "workflow"],
    [".husky/pre-commit", "hook"],
    ["packages/a/package.json", "package manifest"],
  ])("a change of %s is flagged as %s", (path, flag) => {
    expect(flagPaths(["src/a.ts", path])).toEqual([flag]);
  });

  test("ordinary source is not flagged", () => {
    expect(flagPaths(["src/latest.ts", "src/contest/entry.ts"])).toEqual([]);
  });
});
