import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createLocalForge } from "#lib/ports/forge/local.ts";

const base = realpathSync(mkdtempSync(join(tmpdir(), "morningai-import-")));
const root = join(base, "allowed");
const outside = join(base, "outside");
const dataDir = join(base, "data");
const forge = createLocalForge({ dataDir, roots: [root], maxMb: 4 });
mkdirSync(root);
mkdirSync(outside);
afterAll(() => rmSync(base, { recursive: true, force: true }));

const env = {
  PATH: "/usr/local/bin:/usr/bin:/bin",
  HOME: "/nonexistent",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "Ada",
  GIT_AUTHOR_EMAIL: "ada@example.com",
  GIT_COMMITTER_NAME: "Ada",
  GIT_COMMITTER_EMAIL: "ada@example.com",
} as unknown as NodeJS.ProcessEnv;
const git = (folder: string, ...args: string[]): string =>
  execFileSync("git", ["-C", folder, ...args], {
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  }).trim();

function sourceRepository(parent: string, name: string, branch = "main"): string {
  const folder = join(parent, name);
  mkdirSync(folder, { recursive: true });
  git(folder, "init", "--quiet", `--initial-branch=${branch}`);
  writeFileSync(join(folder, "a.txt"), name);
  git(folder, "add", ".");
  git(folder, "commit", "--quiet", "--message", "First");
  return folder;
}

let count = 0;
const importPath = (location: string) => {
  count += 1;
  return forge.importRepository({ tenantId: "t", repositoryId: `r${count}` }, { kind: "path", location });
};
const left = () => readdirSync(join(dataDir, "forge", "t")).filter((name) => name.includes("importing"));

const refused: [name: string, prepare: () => string, code: string, message: RegExp][] = [
  ["outside the roots", () => sourceRepository(outside, "secret"), "invalid_input", /can.t be connected/],
  ["that is not there", () => join(root, "nowhere"), "invalid_input", /can.t be connected/],
  ["with a relative path", () => "allowed/plain", "invalid_input", /absolute path/],
  ["reached by a link out", () => link("way-out", outside), "invalid_input", /can.t be connected/],
  ["reached by dots", () => `${root}/../outside/secret`, "invalid_input", /can.t be connected/],
  ["whose .git is a link out", () => linkedGit("git-out"), "invalid_input", /can.t be connected/],
  [
    "whose .git file names a place outside",
    () => namedGit("git-named"),
    "invalid_input",
    /can.t be connected/,
  ],
  ["that is a plain folder", () => plainFolder("plain-folder"), "invalid_input", /git init/],
  ["without commits", () => emptyRepository("empty"), "unprocessable", /no commits yet/],
  ["that borrows objects", () => borrowing("borrower"), "unprocessable", /git repack/],
  ["with objects missing", () => damaged("damaged"), "unprocessable", /git fsck/],
  ["above the size limit", () => huge("huge"), "too_large", /larger than 4 MiB/],
];

describe("a repository of this server", () => {
  test("comes in with its branches, tags and the branch it stands on", async () => {
    const folder = sourceRepository(root, "plain", "develop");
    git(folder, "branch", "topic");
    git(folder, "tag", "v1");
    const head = git(folder, "rev-parse", "HEAD");
    expect(await importPath(folder)).toEqual({ defaultBranch: "develop", head });
    const ref = { tenantId: "t", repositoryId: `r${count}` };
    expect(await forge.resolve(ref, "topic")).toBe(head);
    expect(await forge.resolve(ref, "v1")).toBe(head);
    expect(left()).toEqual([]);
  });

  test("packed, bare and linked work trees come in too", async () => {
    const folder = sourceRepository(root, "forms");
    git(folder, "gc", "--quiet");
    const head = git(folder, "rev-parse", "HEAD");
    git(root, "clone", "--quiet", "--bare", folder, "forms.git");
    git(folder, "worktree", "add", "--quiet", "-b", "linked", join(root, "linked"));
    expect(await importPath(folder)).toEqual({ defaultBranch: "main", head });
    expect(await importPath(join(root, "forms.git"))).toEqual({ defaultBranch: "main", head });
    expect(await importPath(join(root, "linked"))).toEqual({ defaultBranch: "linked", head });
  });

  test("a second import of the same repository leaves it as it is", async () => {
    const folder = sourceRepository(root, "twice");
    const ref = { tenantId: "t", repositoryId: "twice" };
    const source = { kind: "path", location: folder } as const;
    const [one, two] = await Promise.all([
      forge.importRepository(ref, source),
      forge.importRepository(ref, source),
    ]);
    writeFileSync(join(folder, "b.txt"), "b");
    git(folder, "add", ".");
    git(folder, "commit", "--quiet", "--message", "Later");
    expect(await forge.importRepository(ref, source)).toEqual(one);
    expect(two).toEqual(one);
    await forge.removeRepository(ref);
    await forge.removeRepository(ref);
    expect((await forge.importRepository(ref, source)).head).not.toBe(one.head);
  });

  test("planted configuration, hooks, filters and monitors never run", async () => {
    const folder = sourceRepository(root, "hostile");
    const trap = join(base, "trap.sh");
    writeFileSync(trap, `#!/bin/sh\necho "$0 $@" >>${base}/sprung\nexec "$@"\n`, { mode: 0o755 });
    const planted = {
      "core.fsmonitor": trap,
      "core.hooksPath": join(base, "hooks"),
      "core.sshCommand": trap,
      "core.alternateRefsCommand": trap,
      "uploadpack.packObjectsHook": trap,
      "core.gitProxy": trap,
      "filter.evil.smudge": trap,
      "filter.evil.clean": trap,
      "diff.external": trap,
      "alias.upload-pack": `!${trap}`,
    };
    mkdirSync(join(base, "hooks"));
    for (const hook of ["post-checkout", "reference-transaction", "pre-auto-gc", "post-update", "update"]) {
      writeFileSync(join(base, "hooks", hook), `#!/bin/sh\n${trap}\n`, { mode: 0o755 });
      writeFileSync(join(folder, ".git/hooks", hook), `#!/bin/sh\n${trap}\n`, { mode: 0o755 });
    }
    writeFileSync(join(folder, ".gitattributes"), "* filter=evil diff=evil\n");
    git(folder, "add", ".");
    git(folder, "commit", "--quiet", "--message", "Attributes");
    for (const [key, value] of Object.entries(planted)) git(folder, "config", key, value);
    rmSync(join(base, "sprung"), { force: true });
    const { head } = await importPath(folder);
    const ref = { tenantId: "t", repositoryId: `r${count}` };
    await forge.archive(ref, head);
    await forge.diff(ref, head, head);
    expect(existsSync(join(base, "sprung"))).toBe(false);
    // The traps are armed: git itself falls into one.
    git(folder, "status");
    expect(existsSync(join(base, "sprung"))).toBe(true);
  });

  test.each(refused)("one %s is refused and leaves nothing", async (_name, prepare, code, message) => {
    const location = prepare();
    const error = await importPath(location).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(left()).toEqual([]);
    expect(existsSync(join(dataDir, "forge", "t", `r${count}.git`))).toBe(false);
  });

  test("without allowed roots every path is refused with the remedy", async () => {
    const closed = createLocalForge({ dataDir, roots: [""], maxMb: 4 });
    const asked = closed.importRepository(
      { tenantId: "t", repositoryId: "x" },
      { kind: "path", location: root },
    );
    await expect(asked).rejects.toThrow(/REPOSITORY_ROOTS/);
  });
});

function link(name: string, target: string): string {
  symlinkSync(target, join(root, name));
  return join(root, name, "secret");
}

function linkedGit(name: string): string {
  mkdirSync(join(root, name));
  symlinkSync(join(outside, "secret/.git"), join(root, name, ".git"));
  return join(root, name);
}

function namedGit(name: string): string {
  mkdirSync(join(root, name));
  writeFileSync(join(root, name, ".git"), `gitdir: ${outside}/secret/.git\n`);
  return join(root, name);
}

function plainFolder(name: string): string {
  mkdirSync(join(root, name));
  return join(root, name);
}

function emptyRepository(name: string): string {
  mkdirSync(join(root, name));
  git(join(root, name), "init", "--quiet");
  return join(root, name);
}

function borrowing(name: string): string {
  git(root, "clone", "--quiet", "--shared", join(outside, "secret"), name);
  return join(root, name);
}

function damaged(name: string): string {
  const folder = sourceRepository(root, name);
  const blob = git(folder, "rev-parse", "HEAD:a.txt");
  rmSync(join(folder, ".git/objects", blob.slice(0, 2), blob.slice(2)));
  return folder;
}

function huge(name: string): string {
  const folder = sourceRepository(root, name);
  writeFileSync(join(folder, "big.bin"), randomBytes(6 * 1024 * 1024));
  git(folder, "add", ".");
  git(folder, "commit", "--quiet", "--message", "Big");
  return folder;
}

test.each(["ssh://host/x", "file:///etc", "ext::sh -c id", "git@host:x", "nonsense", "javascript:1"])(
  "the address %s is refused",
  async (location) => {
    const asked = forge.importRepository({ tenantId: "t", repositoryId: "u" }, { kind: "url", location });
    await expect(asked).rejects.toMatchObject({ code: "invalid_input" });
  },
);
