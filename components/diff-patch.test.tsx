import { expect, test } from "vitest";
import { parsePatch } from "#components/diff-patch.ts";

const patch = (path: string, body: string) =>
  `diff --git a/${path} b/${path}\nindex 1..2 100644\n--- a/${path}\n+++ b/${path}\n${body}`;

test("lines carry the numbers of the old and the new file", () => {
  const [file] = parsePatch(patch("a.ts", "@@ -3,3 +3,4 @@ here\n keep\n-old\n+new\n+more\n end\n"));
  expect(file).toMatchObject({ path: "a.ts", additions: 2, deletions: 1, change: "modified" });
  expect(file?.lines.slice(1).map((line) => [line.kind, line.oldNumber, line.newNumber, line.text])).toEqual([
    ["context", 3, 3, "keep"],
    ["removed", 4, null, "old"],
    ["added", null, 4, "new"],
    ["added", null, 5, "more"],
    ["context", 5, 6, "end"],
  ]);
});

test("content that looks like a header stays content", () => {
  const [file, ...rest] = parsePatch(
    patch("a.sql", "@@ -1,2 +1,2 @@\n--- a comment\n-diff --git a/x b/x\n+++ b/evil\n+ok\n"),
  );
  expect(rest).toEqual([]);
  expect(file).toMatchObject({ path: "a.sql", additions: 2, deletions: 2 });
});

test("new, deleted, renamed and binary files are told apart", () => {
  const text = [
    "diff --git a/new.ts b/new.ts\nnew file mode 100644\n--- /dev/null\n+++ b/new.ts\n@@ -0,0 +1 @@\n+x",
    "diff --git a/gone.ts b/gone.ts\ndeleted file mode 100644\n--- a/gone.ts\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n\\ No newline at end of file",
    "diff --git a/old name.ts b/new name.ts\nsimilarity index 100%\nrename from old name.ts\nrename to new name.ts",
    "diff --git a/logo.png b/logo.png\nBinary files a/logo.png and b/logo.png differ",
  ].join("\n");
  expect(
    parsePatch(text).map(({ path, oldPath, change, binary }) => [path, oldPath, change, binary]),
  ).toEqual([
    ["new.ts", null, "added", false],
    ["gone.ts", null, "deleted", false],
    ["new name.ts", "old name.ts", "renamed", false],
    ["logo.png", null, "modified", true],
  ]);
});

test("what is no patch gives no file", () => {
  expect(parsePatch("")).toEqual([]);
  expect(parsePatch("hello\n@@ -1 +1 @@\n+x")).toEqual([]);
});

test("a patch cut in the middle of a hunk is read as far as it goes", () => {
  const [file] = parsePatch(patch("a.ts", "@@ -1,50 +1,50 @@\n one\n+two"));
  expect(file?.lines).toHaveLength(3);
});
