import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, extname, join } from "node:path";
import { pathToFileURL } from "node:url";

/** What the type checker newly says about a changed file. */
export interface TypeVerdict {
  /** Errors that the unedited file does not have. */
  errors: number;
  /** Names that nothing reads any more, and code that is never reached. */
  unused: number;
  /** Names that nothing read before and something reads now. */
  used: number;
}

interface Message {
  id?: number;
  method?: string;
  params?: { items?: unknown[] };
  result?: unknown;
}

interface Diagnostic {
  code?: unknown;
  severity?: unknown;
  message?: unknown;
}

const ERROR = 1;
/** Never read, never reached. */
const UNUSED = new Set([6133, 6138, 6192, 6196, 6198, 6199, 7027]);
/** Missing annotations and packages: about the repository, not about the patch. */
const NOISE = (code: number): boolean => code === 2307 || (code >= 7000 && code < 7060 && code !== 7027);
const LANGUAGES: Readonly<Record<string, string>> = {
  ".ts": "typescript",
  ".mts": "typescript",
  ".cts": "typescript",
  ".js": "javascript",
  ".mjs": "javascript",
  ".cjs": "javascript",
};

function program(): string | undefined {
  try {
    const name = `@typescript/typescript-${process.platform}-${process.arch}/package.json`;
    const path = join(dirname(createRequire(import.meta.url).resolve(name)), "lib", "tsc");
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/**
 * TypeScript's own server beside the search: it says which patches bring new type errors or leave a name unread. In
 * JavaScript it works with the types it infers. It changes the order of patches only, so that its absence, its end or
 * its slowness are no errors.
 */
export class TypeChecker {
  readonly #root: string;
  #server: ChildProcess | undefined;
  readonly #waiting = new Map<number, (result: unknown) => void>();
  readonly #versions = new Map<string, number>();
  readonly #reports = new Map<string, Promise<Diagnostic[] | undefined>>();
  #ready: Promise<void> = Promise.resolve();
  #bytes = Buffer.alloc(0);
  #lastId = 0;
  #ended = false;

  constructor(root: string) {
    this.#root = root;
  }

  /** Starts the server, if it does not run yet, and lets it read `file` in the background. */
  begin(file: string, text: string): void {
    const path = this.#server || this.#ended ? undefined : program();
    if (!path) return;
    const server = spawn(path, ["--lsp", "--stdio"], {
      cwd: this.#root,
      // Nothing of this process is handed on: without a search path it can't start a package manager for types either.
      env: { GOMEMLIMIT: "700MiB", HOME: tmpdir(), NODE_ENV: "production" },
      stdio: ["pipe", "pipe", "ignore"],
    });
    this.#server = server;
    server.on("error", () => this.stop()).on("exit", () => this.stop());
    server.stdin.on("error", () => this.stop());
    server.stdout.on("data", (part: Buffer) => this.#read(part));
    const rootUri = pathToFileURL(this.#root).href;
    this.#ready = this.#ask("initialize", { processId: process.pid, rootUri, capabilities: {} }).then(() =>
      this.#send({ method: "initialized", params: {} }),
    );
    void this.#known(file, text);
  }

  /** What is new in a text against `before`; undefined when there is no answer within the time. */
  async check(
    file: string,
    before: string,
    text: string,
    milliseconds: number,
  ): Promise<TypeVerdict | undefined> {
    const late = new Promise<undefined>((resolve) => setTimeout(resolve, milliseconds, undefined).unref());
    const both = Promise.all([this.#known(file, before), this.#known(file, text)]);
    const [base, next] = (await Promise.race([both, late])) ?? [];
    return base && next && difference(base, next);
  }

  /** The same text is read once only. */
  #known(file: string, text: string): Promise<Diagnostic[] | undefined> {
    const key = `${file}\0${text}`;
    const known = this.#reports.get(key) ?? this.#diagnose(file, text);
    this.#reports.set(key, known);
    return known;
  }

  /** Ends the server; what is still asked stays without an answer. */
  stop(): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const answer of this.#waiting.values()) answer(undefined);
    this.#waiting.clear();
    this.#server?.kill("SIGKILL");
  }

  async #diagnose(file: string, text: string): Promise<Diagnostic[] | undefined> {
    const languageId = LANGUAGES[extname(file)];
    if (!languageId) return undefined;
    await this.#ready;
    const uri = pathToFileURL(join(this.#root, file)).href;
    const version = (this.#versions.get(file) ?? 0) + 1;
    this.#versions.set(file, version);
    const whole = languageId === "javascript" ? `// @ts-check\n${text}` : text;
    if (version === 1)
      this.#send({
        method: "textDocument/didOpen",
        params: { textDocument: { uri, languageId, version, text: whole } },
      });
    else
      this.#send({
        method: "textDocument/didChange",
        params: { textDocument: { uri, version }, contentChanges: [{ text: whole }] },
      });
    const report = await this.#ask("textDocument/diagnostic", { textDocument: { uri } });
    const items = (report as { items?: unknown } | undefined)?.items;
    return Array.isArray(items) ? (items as Diagnostic[]) : undefined;
  }

  #send(message: object): void {
    if (this.#ended) return;
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    this.#server?.stdin?.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  #ask(method: string, params: object): Promise<unknown> {
    if (this.#ended || !this.#server) return Promise.resolve(undefined);
    const id = ++this.#lastId;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#send({ id, method, params });
    });
  }

  #read(part: Buffer): void {
    this.#bytes = Buffer.concat([this.#bytes, part]);
    for (;;) {
      const head = this.#bytes.indexOf("\r\n\r\n");
      if (head === -1) return;
      const length = Number(/content-length: (\d+)/i.exec(this.#bytes.subarray(0, head).toString())?.[1]);
      const end = head + 4 + length;
      if (this.#bytes.length < end) return;
      const message = JSON.parse(this.#bytes.subarray(head + 4, end).toString()) as Message;
      this.#bytes = this.#bytes.subarray(end);
      this.#take(message);
    }
  }

  /** An answer, or a question of the server: it gets its defaults. */
  #take({ id, method, params, result }: Message): void {
    if (id === undefined) return;
    if (method !== undefined) {
      const defaults = method === "workspace/configuration" ? (params?.items ?? []).map(() => null) : null;
      this.#send({ id, result: defaults });
      return;
    }
    this.#waiting.get(id)?.(result);
    this.#waiting.delete(id);
  }
}

function counted(
  diagnostics: readonly Diagnostic[],
  wanted: (one: Diagnostic) => boolean,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of diagnostics) {
    if (!wanted(one)) continue;
    const key = `${String(one.code)} ${String(one.message)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** How many of `after` are not among `before`. */
function added(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const [key, count] of after) sum += Math.max(0, count - (before.get(key) ?? 0));
  return sum;
}

function difference(before: readonly Diagnostic[], after: readonly Diagnostic[]): TypeVerdict {
  const isError = (one: Diagnostic): boolean => one.severity === ERROR && !NOISE(Number(one.code));
  const isUnused = (one: Diagnostic): boolean => UNUSED.has(Number(one.code));
  const unread = [counted(before, isUnused), counted(after, isUnused)] as const;
  return {
    errors: added(counted(before, isError), counted(after, isError)),
    unused: added(unread[0], unread[1]),
    used: added(unread[1], unread[0]),
  };
}
