import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createLocalForge } from "#lib/ports/forge/local.ts";
import type { FileChange } from "#lib/ports/forge/port.ts";

const dataDir = mkdtempSync(join(tmpdir(), "morningai-forge-"));
const forge = createLocalForge({ dataDir, roots: [], maxMb: 10 });
const ref = { tenantId: "tenant", repositoryId: "contract" };
const committedAt = new Date("2026-03-01T12:00:00Z");
const bytes = (text: string) => new TextEncoder().encode(text);
const text = (content: Uint8Array | null) => content && Buffer.from(content).toString("utf8");
let first = "";

const commit = (parent: string, changes: FileChange[], message = "Change") =>
  forge.commit(ref, { parent, changes, message, committedAt });

beforeAll(async () => {
  const files = [
    { path: "README.md", content: bytes("# Shop\n") },
    { path: "src/price.ts", content: bytes("export const price = 1;\n") },
    { path: "run.sh", content: bytes("#!/bin/sh\n"), executable: true },
    {
      path: ".gitattributes",
      content: bytes("src export-ignore\n*.md text eol=crlf\n*.ts ident export-subst\n"),
    },
  ];
  ({ head: first } = await forge.importRepository(ref, { kind: "files", files, message: "First" }));
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

describe("reading", () => {
  test("a repository of files has them all, with modes and sizes", async () => {
    expect(await forge.listTree(ref, first)).toEqual([
      { path: ".gitattributes", mode: "100644", size: 61 },
      { path: "README.md", mode: "100644", size: 7 },
      { path: "run.sh", mode: "100755", size: 10 },
      { path: "src/price.ts", mode: "100644", size: 24 },
    ]);
    expect(text(await forge.readBlob(ref, first, "README.md"))).toBe("# Shop\n");
    expect(await forge.readBlob(ref, first, "src")).toBeNull();
    expect(await forge.readBlob(ref, first, "nothing")).toBeNull();
    expect(await forge.readBlob(ref, first, "../../etc/passwd")).toBeNull();
  });

  test("an archive is the exact tree, whatever the attributes of the repository say", async () => {
    const archive = Buffer.from(await forge.archive(ref, first)).toString("latin1");
    expect(archive).toContain("src/price.ts");
    expect(archive).toContain("# Shop\n");
    expect(archive).not.toContain("\r\n");
  });

  test("branches, tags and ids are found, expressions are not", async () => {
    expect(await forge.resolve(ref, "main")).toBe(first);
    expect(await forge.resolve(ref, "HEAD")).toBe(first);
    expect(await forge.resolve(ref, first.slice(0, 10))).toBe(first);
    for (const wrong of [
      "nothing",
      "main~1",
      "main^{tree}",
      "main:README.md",
      "--all",
      "main..main",
      "@{-1}",
      "",
    ]) {
      expect(await forge.resolve(ref, wrong)).toBeNull();
    }
  });

  test("the log gives subject, author and time", async () => {
    const second = await commit(first, [], "Subject line\n\nBody");
    expect((await forge.log(ref, second, 1))[0]).toEqual({
      sha: second,
      author: "MorningAI",
      committedAt: "2026-03-01T12:00:00+00:00",
      subject: "Subject line",
    });
    expect(await forge.log(ref, second, 10)).toHaveLength(2);
  });

  test("a repository that is not there is not found", async () => {
    const gone = { tenantId: "tenant", repositoryId: "gone" };
    await expect(forge.resolve(gone, "main")).rejects.toMatchObject({ code: "not_found" });
    const outside = { tenantId: "../..", repositoryId: "x" };
    await expect(forge.resolve(outside, "main")).rejects.toMatchObject({ code: "invalid_input" });
  });
});

describe("committing", () => {
  test("the same input gives the same commit and moves no branch", async () => {
    const changes = [{ path: "src/price.ts", content: bytes("export const price = 2;\n") }];
    const [a, b] = [await commit(first, changes), await commit(first, changes)];
    expect(a).toBe(b);
    expect(await forge.resolve(ref, "main")).toBe(first);
    expect(await forge.diff(ref, "main", a)).toContain(
      "-export const price = 1;\n+export const price = 2;\n",
    );
  });

  test("files are added, changed with their mode, deleted, and a file makes way for a folder", async () => {
    const sha = await commit(first, [
      { path: "run.sh", content: bytes("#!/bin/sh\necho\n") },
      { path: "README.md", content: null },
      { path: "README.md/index.md", content: bytes("x") },
      { path: "neu ü.txt", content: bytes("x"), executable: true },
      { path: "never-there", content: null },
    ]);
    const modes = Object.fromEntries((await forge.listTree(ref, sha)).map((file) => [file.path, file.mode]));
    expect(modes).toEqual({
      ".gitattributes": "100644",
      "README.md/index.md": "100644",
      "neu ü.txt": "100755",
      "run.sh": "100755",
      "src/price.ts": "100644",
    });
  });

  test("contents are kept byte for byte", async () => {
    const content = new Uint8Array([0, 13, 10, 255, 36, 73, 100, 36]);
    const sha = await commit(first, [{ path: "src/raw.ts", content }]);
    expect(new Uint8Array((await forge.readBlob(ref, sha, "src/raw.ts")) ?? [])).toEqual(content);
  });

  test.each([".git/hooks/post-update", "../x", "/etc/passwd", "a/.GIT/config"])(
    "%s is refused",
    async (path) => {
      const wrong = commit(first, [{ path, content: bytes("x") }]);
      await expect(wrong).rejects.toMatchObject({ code: "invalid_input" });
    },
  );

  test("an unknown parent is refused", async () => {
    await expect(commit("0".repeat(40), [])).rejects.toMatchObject({ code: "not_found" });
    await expect(commit("main", [])).rejects.toMatchObject({ code: "invalid_input" });
  });
});

describe("branches", () => {
  test("move only from where they are expected", async () => {
    const second = await commit(first, [], "Second");
    expect(await forge.setBranch(ref, "topic/a", first, null)).toBe(true);
    expect(await forge.setBranch(ref, "topic/a", first, null)).toBe(true);
    expect(await forge.setBranch(ref, "topic/a", second, null)).toBe(false);
    expect(await forge.setBranch(ref, "topic/a", second, second)).toBe(false);
    expect(await forge.setBranch(ref, "topic/a", second, first)).toBe(true);
    expect(await forge.resolve(ref, "topic/a")).toBe(second);
    await forge.deleteBranch(ref, "topic/a");
    await forge.deleteBranch(ref, "topic/a");
    expect(await forge.resolve(ref, "topic/a")).toBeNull();
  });

  test("of twenty that race, exactly one wins", async () => {
    const candidates = await Promise.all(
      Array.from({ length: 20 }, (_, index) => commit(first, [], `Candidate ${index}`)),
    );
    const won = await Promise.all(candidates.map((sha) => forge.setBranch(ref, "race", sha, null)));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await forge.resolve(ref, "race")).toBe(candidates[won.indexOf(true)]);
  });

  test("bad names, name clashes and the default branch are refused with the reason", async () => {
    for (const name of ["a b", "-x", "a..b", "x.lock", "", "@{-1}"]) {
      await expect(forge.setBranch(ref, name, first, null)).rejects.toMatchObject({ code: "invalid_input" });
    }
    await expect(forge.setBranch(ref, "main/x", first, null)).rejects.toMatchObject({ code: "conflict" });
    await expect(forge.deleteBranch(ref, "main")).rejects.toMatchObject({ code: "unprocessable" });
  });
});

describe("merging", () => {
  const mergedAt = new Date("2026-03-02T12:00:00Z");
  const merge = (head: string, base = "merge-base") =>
    forge.merge(ref, { base, head, message: "Merge it", mergedAt });

  test("joins both sides in a merge commit; again is up to date", async () => {
    await forge.setBranch(ref, "merge-base", first, null);
    const ours = await commit(first, [{ path: "README.md", content: bytes("# Store\n") }]);
    const theirs = await commit(first, [
      { path: "src/price.ts", content: bytes("export const price = 3;\n") },
    ]);
    expect(await forge.setBranch(ref, "merge-base", ours, first)).toBe(true);
    const merged = await merge(theirs);
    if (merged.status !== "merged") throw new Error(merged.status);
    expect(text(await forge.readBlob(ref, merged.sha, "README.md"))).toBe("# Store\n");
    expect(text(await forge.readBlob(ref, merged.sha, "src/price.ts"))).toBe("export const price = 3;\n");
    expect(await merge(theirs)).toEqual({ status: "up_to_date", sha: merged.sha });
  });

  test("a conflict names the files and leaves the base branch where it was", async () => {
    const [ours, theirs] = await Promise.all(
      ["a", "b"].map((side) => commit(first, [{ path: "README.md", content: bytes(side) }], side)),
    );
    await forge.setBranch(ref, "conflicted", ours as string, null);
    expect(await merge(theirs as string, "conflicted")).toEqual({ status: "conflict", files: ["README.md"] });
    expect(await forge.resolve(ref, "conflicted")).toBe(ours);
  });

  test("merges that race into one branch all arrive", async () => {
    await forge.setBranch(ref, "busy", first, null);
    const heads = await Promise.all(
      [1, 2, 3, 4].map((index) => commit(first, [{ path: `f${index}`, content: bytes("x") }])),
    );
    const results = await Promise.all(heads.map((head) => merge(head, "busy")));
    expect(results.map((result) => result.status)).toEqual(["merged", "merged", "merged", "merged"]);
    const end = await forge.resolve(ref, "busy");
    const paths = (await forge.listTree(ref, end ?? "")).map((file) => file.path);
    expect(paths).toEqual(expect.arrayContaining(["f1", "f2", "f3", "f4"]));
  });
});
