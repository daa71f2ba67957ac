import type { z } from "zod";
import type { Sandbox } from "#lib/ports/sandbox/port.ts";
import { LanguageClient, ServerEnded, ServerTooSlow } from "./client.ts";
import { Documents, uriOf } from "./documents.ts";
import { LanguageError } from "./language-error.ts";
import type { LanguageServer } from "./servers.ts";
import { changesBetween, readTreeState, type TreeState } from "./tree-state.ts";

export interface TimeLimits {
  /** Until a new server is ready, milliseconds. */
  startMs: number;
  /** For the first answer of a new server, which reads the project for it. */
  firstMs: number;
  requestMs: number;
}

export const defaultTimeLimits: TimeLimits = { startMs: 60_000, firstMs: 90_000, requestMs: 20_000 };

/** After this many crashes or hang-ups on one state of the tree the server is not started again for it. */
const MAX_FAILURES = 3;

/** Answers that are kept for one state of the tree. */
const MAX_KEPT = 2_000;

/** A server that knows the present state of the tree; what is asked of it within one piece of work is consistent. */
export interface SyncedServer {
  readonly server: LanguageServer;
  readonly tree: TreeState;
  /** Asks about a place of a file, or about the whole when there is none; lines count from 0. */
  ask<Answer>(
    schema: z.ZodType<Answer>,
    method: string,
    params: Record<string, unknown>,
    path?: string,
  ): Promise<Answer>;
  open(path: string): Promise<{ path: string; text: string }>;
  peek(path: string): Promise<string | null>;
}

interface Running {
  client: LanguageClient;
  documents: Documents;
  tree: TreeState;
  /** It has answered something. */
  warm: boolean;
}

/**
 * The server of one language in one sandbox: started when it is first needed and again after a crash,
 * brought up to date before each piece of work, its answers kept as long as no file changes.
 */
export class LanguageSession {
  readonly #sandbox: Sandbox;
  readonly #server: LanguageServer;
  readonly #limits: TimeLimits;
  #running: Running | null = null;
  #kept = new Map<string, unknown>();
  #failures = { digest: "", count: 0 };
  #turn: Promise<unknown> = Promise.resolve();
  /** How many servers were started, for tests and for the curious. */
  starts = 0;

  constructor(sandbox: Sandbox, server: LanguageServer, limits: TimeLimits = defaultTimeLimits) {
    this.#sandbox = sandbox;
    this.#server = server;
    this.#limits = limits;
  }

  /**
   * Does a piece of work with the server, one at a time. A crash in the middle starts the work once more
   * with a new server; an answer that does not come in time does not.
   * @throws LanguageError that a model can read; AppError when the sandbox has ended
   */
  work<Result>(task: (server: SyncedServer) => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(() => this.#attempt(task));
    this.#turn = result.catch(() => undefined);
    return result;
  }

  async end(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    await running?.client.end();
  }

  async #attempt<Result>(task: (server: SyncedServer) => Promise<Result>, again = true): Promise<Result> {
    const tree = await readTreeState(this.#sandbox);
    this.#refuseHopeless(tree);
    try {
      return await task(this.#desk(await this.#synced(tree)));
    } catch (error) {
      if (!(error instanceof ServerEnded || error instanceof ServerTooSlow)) throw error;
      this.#running = null;
      this.#failures.count += 1;
      if (error instanceof ServerEnded && again) return this.#attempt(task, false);
      throw new LanguageError(
        `The ${this.#server.name} language server failed: ${error.message}. Try again, or use search_code and read_file.`,
        { cause: error },
      );
    }
  }

  #refuseHopeless(tree: TreeState): void {
    if (this.#failures.digest !== tree.digest) this.#failures = { digest: tree.digest, count: 0 };
    if (this.#failures.count >= MAX_FAILURES)
      throw new LanguageError(
        `The ${this.#server.name} language server failed ${MAX_FAILURES} times on these files and is not started again until they change. Use search_code and read_file.`,
      );
  }

  async #synced(tree: TreeState): Promise<Running> {
    const running = this.#running;
    if (!running?.client.alive) return this.#start(tree);
    const changes = changesBetween(running.tree, tree);
    if (changes.length > 0) {
      this.#kept.clear();
      await running.documents.follow(changes);
      await this.#settle(running);
    }
    running.tree = tree;
    return running;
  }

  async #start(tree: TreeState): Promise<Running> {
    this.starts += 1;
    this.#kept.clear();
    const client = await LanguageClient.start(this.#sandbox, this.#server, this.#limits.startMs);
    const documents = new Documents(this.#sandbox, client, this.#server);
    const running = { client, documents, tree, warm: false };
    this.#running = running;
    if (this.#server.needsOpenFiles) await documents.openAll(tree);
    await this.#settle(running);
    return running;
  }

  /** TypeScript's server takes changes in with the next question about a file; one about the whole may miss them. */
  async #settle({ client, documents }: Running): Promise<void> {
    const path = documents.any();
    if (path === undefined) return;
    const params = { textDocument: { uri: uriOf(path) } };
    await client.request("textDocument/documentSymbol", params, this.#limits.firstMs);
  }

  #desk(running: Running): SyncedServer {
    const { documents, tree } = running;
    return {
      server: this.#server,
      tree,
      open: (path) => documents.open(path),
      peek: (path) => documents.peek(path),
      ask: async (schema, method, params, path) => {
        const textDocument = path === undefined ? {} : { textDocument: { uri: uriOf(path) } };
        const answer = await this.#ask(running, method, { ...textDocument, ...params });
        const parsed = schema.safeParse(answer);
        if (parsed.success) return parsed.data;
        throw new LanguageError(`The ${this.#server.name} language server's answer can't be read.`);
      },
    };
  }

  async #ask(running: Running, method: string, params: unknown): Promise<unknown> {
    const key = `${method}\0${JSON.stringify(params)}`;
    if (this.#kept.has(key)) return this.#kept.get(key);
    const limit = running.warm ? this.#limits.requestMs : this.#limits.firstMs;
    let answer: unknown;
    try {
      answer = await running.client.request(method, params, limit);
    } catch (error) {
      if (error instanceof ServerEnded || error instanceof ServerTooSlow) throw error;
      const text = error instanceof Error ? error.message : String(error);
      throw new LanguageError(`The ${this.#server.name} language server says: ${text.slice(0, 300)}`, {
        cause: error,
      });
    }
    running.warm = true;
    if (this.#kept.size >= MAX_KEPT) this.#kept.clear();
    this.#kept.set(key, answer);
    return answer;
  }
}
