import { expect, test } from "vitest";
import { checkChangePath } from "#lib/ports/forge/change-path.ts";

test.each(["src/a.ts", ".github/workflows/ci.yml", ".gitignore", "a b/ü.txt", "git/x", "x.git/y", "..a/b"])(
  "%j may be changed",
  (path) => {
    expect(() => checkChangePath(path)).not.toThrow();
  },
);

test.each([
  "",
  "/etc/passwd",
  "C:\\x",
  "C:/x",
  "a\\b",
  "../x",
  "a/../b",
  "a/./b",
  "a//b",
  "a/",
  "a\nb",
  "a\0b",
  ".git/config",
  "a/.git",
  ".GIT/config",
  ".git./config",
  ".git . /config",
  ".git::$INDEX_ALLOCATION/config",
  "git~1/config",
  "GIT~1",
  ".g\u200cit/config",
  `${"x/".repeat(2_500)}x`,
])("%j is refused with the reason", (path) => {
  expect(() => checkChangePath(path)).toThrow(expect.objectContaining({ code: "invalid_input" }));
});
