import { type ChildProcess, spawn } from "node:child_process";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import { AppError } from "#lib/errors.ts";
import { configEnv, gitEnv } from "#lib/ports/forge/git-command.ts";
import { toleratedDefects } from "#lib/ports/forge/local-fetch.ts";
import { pushHooks } from "#lib/ports/forge/push-rules.ts";

/** The three requests of git's smart HTTP protocol. */
export type GitService = "info/refs" | "git-upload-pack" | "git-receive-pack";

export interface GitUser {
  label: string;
  access: "read" | "write";
}

export interface GitRequest {
  request: Request;
  /** `<forge>/<tenantId>/<repositoryId>.git` */
  repositoryDir: string;
  service: GitService;
  user: GitUser;
  /** Largest pack of one push, bytes; default 512 MiB. */
  maxPushBytes?: number;
}

const MAX_PUSH_BYTES = 512 * 1024 * 1024;
const MAX_HEADER_BYTES = 64 * 1024;
const REQUEST_TIMEOUT_MS = 30 * 60 * 1_000;

async function backendEnv(input: GitRequest): Promise<Record<string, string>> {
  const { request, repositoryDir, service, user } = input;
  const forgeDir = dirname(dirname(repositoryDir));
  const header = (name: string) => request.headers.get(name) ?? "";
  const length = request.headers.get("content-length");
  return {
    ...gitEnv,
    ...configEnv({
      "core.hooksPath": await pushHooks(forgeDir),
      "http.receivepack": user.access === "write" ? "true" : "false",
      "receive.fsckObjects": "true",
      ...toleratedDefects("receive"),
      "receive.maxInputSize": String(input.maxPushBytes ?? MAX_PUSH_BYTES),
      "receive.denyDeleteCurrent": "refuse",
      "receive.autogc": "false",
      "uploadpack.allowFilter": "true",
    }),
    GIT_PROJECT_ROOT: repositoryDir,
    GIT_HTTP_EXPORT_ALL: "1",
    GIT_PROTOCOL: header("git-protocol").slice(0, 200),
    PATH_INFO: `/${service}`,
    QUERY_STRING: new URL(request.url).search.slice(1),
    REQUEST_METHOD: request.method,
    CONTENT_TYPE: header("content-type"),
    HTTP_CONTENT_ENCODING: header("content-encoding"),
    REMOTE_USER: user.label,
    // Without a length the backend reads to the end of the stream.
    ...(length ? { CONTENT_LENGTH: length } : {}),
  };
}

/** Which right a request needs; null when it is none of the smart protocol. */
function neededAccess(request: Request, service: GitService): GitUser["access"] | null {
  if (service !== "info/refs") {
    if (request.method !== "POST") return null;
    return service === "git-receive-pack" ? "write" : "read";
  }
  const asked = new URL(request.url).searchParams.get("service");
  if (request.method !== "GET") return null;
  if (asked === "git-receive-pack") return "write";
  return asked === "git-upload-pack" ? "read" : null;
}

interface CgiHead {
  status: number;
  headers: Headers;
}

function parseHead(text: string): CgiHead {
  const headers = new Headers();
  let status = 200;
  for (const line of text.split("\r\n")) {
    const colon = line.indexOf(":");
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1).trim()];
    if (name.toLowerCase() === "status") status = Number.parseInt(value, 10);
    else if (colon > 0) headers.set(name, value);
  }
  return { status, headers };
}

/** Reads the CGI header and leaves the rest of the output in the stream. */
function readHead(child: ChildProcess, stdout: Readable): Promise<CgiHead> {
  return new Promise((resolve, reject) => {
    let head = Buffer.alloc(0);
    const fail = (cause?: unknown) =>
      reject(
        new AppError("internal", undefined, { cause: cause ?? new Error("git http-backend gave no answer") }),
      );
    const onData = (chunk: Buffer) => {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf("\r\n\r\n");
      if (end < 0 && head.length < MAX_HEADER_BYTES) return;
      stdout.off("data", onData);
      stdout.pause();
      if (end < 0) return fail();
      stdout.unshift(head.subarray(end + 4));
      resolve(parseHead(head.subarray(0, end).toString("latin1")));
    };
    stdout.on("data", onData);
    stdout.once("end", () => fail());
    child.once("error", fail);
  });
}

function endWith(child: ChildProcess, signal: AbortSignal): void {
  const kill = () => {
    try {
      if (child.pid && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
    } catch {
      // Ended in between.
    }
  };
  const timer = setTimeout(kill, REQUEST_TIMEOUT_MS);
  signal.addEventListener("abort", kill, { once: true });
  child.once("close", () => {
    clearTimeout(timer);
    signal.removeEventListener("abort", kill);
  });
  child.stdout?.once("close", kill);
}

function answer(status: number, text: string, headers: Record<string, string> = {}): Response {
  return new Response(text, { status, headers: { "content-type": "text/plain; charset=utf-8", ...headers } });
}

/**
 * Serves one request of git's smart HTTP protocol with `git http-backend` (CGI), streaming both ways.
 * Who asks was decided before; 403 when that user may only read, 404 for the dumb protocol.
 */
export async function handleGitRequest(input: GitRequest): Promise<Response> {
  const { request, service, user } = input;
  const needed = neededAccess(request, service);
  if (!needed) return answer(404, "Use git's smart HTTP protocol: git clone <address>\n");
  if (needed === "write" && user.access !== "write") {
    return answer(403, "This access token may read but not push.\n");
  }
  const env = (await backendEnv(input)) as unknown as NodeJS.ProcessEnv;
  const child = spawn("git", ["http-backend"], { env, detached: true, stdio: ["pipe", "pipe", "ignore"] });
  endWith(child, request.signal);
  child.stdin.on("error", () => undefined);
  if (request.body) {
    const body = Readable.fromWeb(request.body as unknown as NodeReadableStream<Uint8Array>);
    body.on("error", () => child.stdin.destroy());
    body.pipe(child.stdin);
  } else child.stdin.end();
  const head = await readHead(child, child.stdout);
  return new Response(Readable.toWeb(child.stdout) as unknown as BodyInit, head);
}
