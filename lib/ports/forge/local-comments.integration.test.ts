import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLocalForge } from "#lib/ports/forge/local.ts";
import { gitIn } from "#scripts/testing/git-repository.ts";

const dataDir = mkdtempSync(join(tmpdir(), "morningai-comments-"));
const forge = createLocalForge({ dataDir, roots: [], maxMb: 10 });
const ref = { tenantId: "tenant", repositoryId: "reviewed" };
const at = new Date("2026-03-01T12:00:00Z");
const content = new TextEncoder().encode("let a = 1;\n");
const comment = { path: "src/a b.ts", line: 3, body: "x may be null:\nthen this throws" };
let first = "";
let second = "";

beforeAll(async () => {
  const files = [{ path: "src/a b.ts", content }];
  ({ head: first } = await forge.importRepository(ref, { kind: "files", files, message: "First" }));
  const changes = [{ path: "b.ts", content }];
  second = await forge.commit(ref, { parent: first, changes, message: "Second", committedAt: at });
  await forge.setBranch(ref, "fix", second, null);
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test("comments stand on their commit, in one line each, once, and git shows them as notes", async () => {
  expect(await forge.listComments(ref, second)).toEqual([]);
  await forge.comment(ref, { commit: second, comments: [comment], at });
  await forge.comment(ref, { commit: second, comments: [comment, { ...comment, line: 4 }], at });
  const body = "x may be null: then this throws";
  expect(await forge.listComments(ref, second)).toEqual([
    { ...comment, body },
    { ...comment, line: 4, body },
  ]);
  expect(await forge.listComments(ref, first)).toEqual([]);
  const folder = join(dataDir, "forge", "tenant", "reviewed.git");
  expect(gitIn(folder, "notes", "--ref=review", "show", second)).toContain(`src/a b.ts:3: ${body}`);
});

test("reviews that write at the same time lose nothing", async () => {
  const lines = [11, 12, 13, 14];
  await Promise.all(
    lines.map((line) => forge.comment(ref, { commit: first, comments: [{ ...comment, line }], at })),
  );
  expect((await forge.listComments(ref, first)).map(({ line }) => line).sort()).toEqual(lines);
});

test("branches are listed, and the commit at which two histories part is found", async () => {
  expect(await forge.listBranches(ref)).toEqual(expect.arrayContaining(["main", "fix"]));
  expect(await forge.mergeBase(ref, "main", "fix")).toBe(first);
});
