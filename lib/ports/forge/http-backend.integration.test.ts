import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AppError } from "#lib/errors.ts";
import { createLocalForge, forgeFolder } from "#lib/ports/forge/local.ts";
import { serveGit, type VerifyToken } from "#lib/ports/forge/serve-git.ts";

const run = promisify(execFile);
const dataDir = mkdtempSync(join(tmpdir(), "morningai-git-"));
const forge = createLocalForge({ dataDir, roots: [], maxMb: 100 });
const ref = { tenantId: "tenant-1", repositoryId: "repository-1" };

/** Two tokens of the tenant "acme", one of another tenant. */
const verify: VerifyToken = async ({ tenantSlug, repositoryName, token }) => {
  const access = { "token-write": "write", "token-read": "read", "token-other": "write" } as const;
  if (!(token in access)) return null;
  const own = tenantSlug === (token === "token-other" ? "other" : "acme") && repositoryName === "shop";
  if (!own) throw new AppError("not_found");
  return { ...ref, access: access[token as keyof typeof access], label: "ada" };
};

/** Path of a repository → where it has gone. */
let moves: Record<string, string> = {};
let requests = 0;

async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  requests += 1;
  const url = new URL(incoming.url ?? "", "http://127.0.0.1");
  const moved = Object.entries(moves).find(([path]) => url.pathname.startsWith(path));
  // "late": the first look is answered honestly, git itself is led away.
  if (moved?.[0] === "/late.git" && incoming.headers["user-agent"] === "git/2") {
    outgoing.end();
    return;
  }
  if (moved) {
    const location = moved[1] + url.pathname.slice(moved[0].length) + url.search;
    outgoing.writeHead(301, { location }).end();
    return;
  }
  const [, , , tenantSlug = "", ...path] = url.pathname.split("/").map(decodeURIComponent);
  const headers = new Headers(incoming.headers as Record<string, string>);
  const body = incoming.method === "POST" ? (Readable.toWeb(incoming) as unknown as BodyInit) : undefined;
  const request = new Request(url, { method: incoming.method, headers, body, duplex: "half" } as RequestInit);
  const maxPushBytes = 40 * 1024 * 1024;
  const response = await serveGit({
    request,
    tenantSlug,
    path,
    verify,
    forgeDir: forgeFolder(dataDir),
    maxPushBytes,
  });
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body) Readable.fromWeb(response.body as never).pipe(outgoing);
  else outgoing.end();
}

const server = createServer((incoming, outgoing) => void handle(incoming, outgoing));
let base = "";
/** The same server by a name that only a resolver of ours knows. */
let named = "";
let work = "";
const shop = "/api/git/acme/shop.git";
const login = (password: string) => Buffer.from(`ada:${password}`).toString("base64");

const env = {
  PATH: "/usr/local/bin:/usr/bin:/bin",
  HOME: "/nonexistent",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_TERMINAL_PROMPT: "0",
  GIT_AUTHOR_NAME: "Ada",
  GIT_AUTHOR_EMAIL: "ada@example.com",
  GIT_COMMITTER_NAME: "Ada",
  GIT_COMMITTER_EMAIL: "ada@example.com",
} as unknown as NodeJS.ProcessEnv;
const git = async (folder: string, ...args: string[]) =>
  (await run("git", ["-C", folder, ...args], { env })).stdout.trim();
const address = (token: string, tenant = "acme", name = "shop") =>
  base.replace("http://", `http://ada:${token}@`).concat(`/api/git/${tenant}/${name}.git`);

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  named = base.replace("127.0.0.1", "git.test");
  const files = [{ path: "README.md", content: Buffer.from("# Shop\n") }];
  await forge.importRepository(ref, { kind: "files", files, message: "First" });
  work = join(dataDir, "clone");
  await git(dataDir, "clone", "--quiet", address("token-write"), "clone");
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function commitFile(name: string, content: Buffer | string): Promise<string> {
  await writeFile(join(work, name), content);
  await git(work, "add", "--all");
  await git(work, "commit", "--quiet", "--message", `Add ${name}`);
  return git(work, "rev-parse", "HEAD");
}

test("a clone has the files, and a pushed branch arrives", async () => {
  expect(await readFile(join(work, "README.md"), "utf8")).toBe("# Shop\n");
  const sha = await commitFile("a.txt", "a");
  await git(work, "push", "--quiet", "origin", "HEAD:refs/heads/topic");
  expect(await forge.resolve(ref, "topic")).toBe(sha);
});

test("a push of a big pack is streamed, one above the limit is refused", async () => {
  const sha = await commitFile("big.bin", randomBytes(25_000_000));
  await git(work, "push", "--quiet", "origin", "HEAD:refs/heads/big");
  expect(await forge.resolve(ref, "big")).toBe(sha);
  await git(work, "checkout", "--quiet", "--detach");
  await commitFile("bigger.bin", randomBytes(45_000_000));
  await expect(git(work, "push", "--quiet", "origin", "HEAD:refs/heads/bigger")).rejects.toThrow(
    /exceeds|remote/,
  );
  expect(await forge.resolve(ref, "bigger")).toBeNull();
  await git(work, "checkout", "--quiet", "main");
});

test("the default branch moves forward only, other branches may be forced and deleted", async () => {
  await git(work, "fetch", "--quiet", "origin");
  await git(work, "reset", "--hard", "--quiet", "origin/main");
  const sha = await commitFile("forward.txt", "1");
  await git(work, "push", "--quiet", "origin", "main");
  expect(await forge.resolve(ref, "main")).toBe(sha);
  await git(work, "commit", "--quiet", "--amend", "--message", "Rewritten");
  await expect(git(work, "push", "--force", "origin", "main")).rejects.toThrow(/only moves forward/);
  await expect(git(work, "push", "origin", ":main")).rejects.toThrow(/delet/);
  await git(work, "push", "--quiet", "--force", "origin", "main:topic");
  await git(work, "push", "--quiet", "origin", ":topic");
  await expect(git(work, "push", "origin", "HEAD:refs/morningai/x")).rejects.toThrow(
    /Only branches and tags/,
  );
  expect(await forge.resolve(ref, "main")).toBe(sha);
  expect(await forge.resolve(ref, "topic")).toBeNull();
});

test("a token that may only read clones but does not push", async () => {
  await git(dataDir, "clone", "--quiet", address("token-read"), "readonly");
  await expect(git(work, "push", address("token-read"), "HEAD:refs/heads/x")).rejects.toThrow(/403/);
});

const basic = (token: string) => ({ authorization: `Basic ${Buffer.from(`x:${token}`).toString("base64")}` });
const refs = "info/refs?service=git-upload-pack";

test.each([
  ["no token", "acme/shop.git", {}, 401],
  ["a wrong token", "acme/shop.git", basic("guess"), 401],
  ["the token of another tenant", "acme/shop.git", basic("token-other"), 404],
  ["another tenant's address", "other/shop.git", basic("token-write"), 404],
  ["a repository that is not there", "acme/nothing.git", basic("token-write"), 404],
  ["a path out of the forge", "acme/..%2F..%2Fetc", basic("token-write"), 404],
  ["a tenant out of the forge", "..%2Fx/shop.git", basic("token-write"), 404],
])("%s is answered with %s", async (_name, path, headers, status) => {
  const response = await fetch(`${base}/api/git/${path}/${refs}`, { headers });
  expect(response.status).toBe(status);
  expect(response.headers.has("www-authenticate")).toBe(status === 401);
});

test("files of the repository can't be fetched past the protocol", async () => {
  for (const path of ["config", "HEAD", "objects/info/packs", "info/refs", "info/refs?service=git-evil"]) {
    const response = await fetch(`${base}/api/git/acme/shop.git/${path}`, { headers: basic("token-write") });
    expect(response.status).toBe(404);
  }
});

test("a compressed request body is understood", async () => {
  const body = gzipSync("0014command=ls-refs\n0000");
  const headers = {
    ...basic("token-read"),
    "content-type": "application/x-git-upload-pack-request",
    "content-encoding": "gzip",
    "git-protocol": "version=2",
  };
  const response = await fetch(`${base}/api/git/acme/shop.git/git-upload-pack`, {
    method: "POST",
    headers,
    body,
  });
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("application/x-git-upload-pack-result");
  expect(await response.text()).toContain("refs/heads/main");
});

/** Knows one name, which the system does not: what connects to it was told the address. */
const resolve = async (host: string) => (host === "git.test" ? ["127.0.0.1"] : []);
const importUrl = (repositoryId: string, path: string, password = "token-read") =>
  createLocalForge({
    dataDir,
    roots: [],
    maxMb: 100,
    egress: { allowedHosts: [new URL(named).host], resolve },
  }).importRepository(
    { tenantId: "tenant-1", repositoryId },
    { kind: "url", location: `${named}${path}`, login: { username: "ada", password } },
  );

test("a repository is imported from the address that was checked, and no credentials stay", async () => {
  expect(await importUrl("copy", shop)).toEqual({
    defaultBranch: "main",
    head: await forge.resolve(ref, "main"),
  });
  const folder = join(forgeFolder(dataDir), "tenant-1", "copy.git");
  const kept = await run("grep", ["-rlF", "-e", "token-read", "-e", login("token-read"), folder]).catch(
    (error: { code: number }) => error.code,
  );
  expect(kept).toBe(1);
  const wrong = importUrl("wrong", shop, "hidden-x").catch(
    (error: Error) => `${error.message} ${error.cause}`,
  );
  expect(await wrong).toMatch(/No repository could be fetched/);
  expect(await wrong).not.toContain("hidden-x");
});

test("a repository that has moved is found, unless it moved into our network", async () => {
  moves = { "/old.git": shop, "/away.git": `${base}${shop}`, "/inside.git": "http://169.254.169.254/latest" };
  expect(await importUrl("moved", "/old.git")).toMatchObject({ defaultBranch: "main" });
  for (const path of ["/away.git", "/inside.git"])
    await expect(importUrl("away", path)).rejects.toMatchObject({ code: "invalid_input" });
});

test("git itself follows no redirection: what was checked is all it may reach", async () => {
  moves = { "/late.git": `${base}${shop}` };
  const reached = requests;
  await expect(importUrl("late", "/late.git")).rejects.toMatchObject({ code: "invalid_input" });
  expect(requests - reached).toBe(2);
});

test("by default no address of this machine or its network can be imported from", async () => {
  const reached = requests;
  for (const location of [`${base}${shop}`, "http://localhost/a.git", "http://169.254.169.254/a.git"]) {
    const asked = forge.importRepository(
      { tenantId: "tenant-1", repositoryId: "x" },
      { kind: "url", location },
    );
    await expect(asked).rejects.toMatchObject({ code: "invalid_input" });
  }
  expect(requests).toBe(reached);
});
