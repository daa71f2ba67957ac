import {
  CancellationTokenSource,
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-jsonrpc/node";
import type { Sandbox, SandboxProcess } from "#lib/ports/sandbox/port.ts";
import type { LanguageServer } from "./servers.ts";

/** The server's process is gone: it crashed, was killed, or its sandbox ended. */
export class ServerEnded extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = "ServerEnded";
  }
}

/** No answer in time. The server is ended, as it may never answer anything again. */
export class ServerTooSlow extends Error {
  constructor(method: string, milliseconds: number) {
    super(`no answer to ${method} within ${Math.round(milliseconds / 1_000)} seconds`);
    this.name = "ServerTooSlow";
  }
}

export const ROOT_URI = "file:///work";

/** How long a server may live at most, and how much it may send for one question. */
const LIFE_MS = 4 * 3_600_000;
const ANSWER_BYTES = 32 * 1024 * 1024;

const capabilities = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeWatchedFiles: { dynamicRegistration: true },
    symbol: {},
    workspaceEdit: { documentChanges: true },
  },
  textDocument: {
    synchronization: { dynamicRegistration: false },
    // Pull: one question, one answer; a server that pushes may push an empty list first.
    diagnostic: { dynamicRegistration: true, relatedDocumentSupport: false },
    definition: { linkSupport: true },
    references: {},
    hover: { contentFormat: ["plaintext"] },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    rename: { prepareSupport: false },
  },
  window: { workDoneProgress: true },
  general: { positionEncodings: ["utf-16"] },
};

/** The value at a dotted path of the settings. */
function setting(settings: Record<string, unknown>, section: string | undefined): unknown {
  const keys = (section ?? "").split(".").filter(Boolean);
  return keys.reduce<unknown>((value, key) => (value as Record<string, unknown> | null)?.[key], settings);
}

/** Answers what servers ask of an editor. */
function answerServer(connection: MessageConnection, settings: Record<string, unknown>): void {
  connection.onRequest("workspace/configuration", ({ items }: { items: { section?: string }[] }) =>
    items.map(({ section }) => setting(settings, section) ?? null),
  );
  connection.onRequest("workspace/workspaceFolders", () => [{ uri: ROOT_URI, name: "repository" }]);
  connection.onRequest("workspace/applyEdit", () => ({ applied: false }));
  // Registrations, progress bars, requests to refresh a view: there is no editor.
  connection.onRequest(() => null);
  connection.onNotification(() => undefined);
}

/** One running server. A request that is not answered in time, or an answer that is too large, ends it. */
export class LanguageClient {
  readonly #connection: MessageConnection;
  readonly #process: SandboxProcess;
  /** Rejects with ServerEnded when the process is gone. */
  readonly #gone: Promise<never>;
  readonly #ready: Promise<void>;
  #received = 0;
  #problem = "";
  alive = true;

  private constructor(child: SandboxProcess, { settings, readyLog }: LanguageServer) {
    this.#process = child;
    this.#connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    // Messages that can't be read or written: the process is ending, and `gone` says so.
    this.#connection.onError(() => undefined);
    answerServer(this.#connection, settings);
    this.#ready = new Promise((resolve) => {
      if (!readyLog) resolve();
      this.#connection.onNotification("window/logMessage", ({ message }: { message: string }) => {
        if (readyLog?.test(message)) resolve();
      });
    });
    this.#gone = child.ended.then((ending) => {
      this.alive = false;
      const memory = ending.outOfMemory ? "it ran out of memory" : `it ended with code ${ending.exitCode}`;
      const log = ending.stderr.trim().slice(-400);
      throw new ServerEnded(`${this.#problem || memory}${log ? `: ${log}` : ""}`);
    });
    // Only now: what is disposed of rejects its requests without a reason.
    this.#gone.catch(() => this.#connection.dispose());
    child.stdout.on("data", (data: Buffer) => {
      this.#received += data.length;
      if (this.#received > ANSWER_BYTES) void this.end("its answer was too large");
    });
    this.#connection.listen();
  }

  /**
   * Starts a server in the sandbox and gets it ready.
   * @throws AppError when the sandbox refuses, ServerEnded, ServerTooSlow
   */
  static async start(
    sandbox: Sandbox,
    server: LanguageServer,
    milliseconds: number,
  ): Promise<LanguageClient> {
    const { argv, env, memoryMb, settings } = server;
    const limits = { wallMs: LIFE_MS, cpuSeconds: 3_600, memoryMb };
    const client = new LanguageClient(await sandbox.spawn({ argv, env, limits }), server);
    const initialize = {
      processId: null,
      rootUri: ROOT_URI,
      workspaceFolders: [{ uri: ROOT_URI, name: "repository" }],
      capabilities,
    };
    await client.request("initialize", initialize, milliseconds);
    await client.notify("initialized", {});
    await client.notify("workspace/didChangeConfiguration", { settings });
    await client.#untilReady(milliseconds);
    return client;
  }

  async #untilReady(milliseconds: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, milliseconds);
    });
    await Promise.race([this.#ready, late, this.#gone]).finally(() => clearTimeout(timer));
  }

  /** @throws ServerEnded, ServerTooSlow, or the error that the server answers with */
  async request(method: string, params: unknown, milliseconds: number): Promise<unknown> {
    if (!this.alive) throw new ServerEnded(this.#problem || "it has ended");
    this.#received = 0;
    const cancel = new CancellationTokenSource();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        const problem = new ServerTooSlow(method, milliseconds);
        reject(problem);
        void this.end(problem.message);
      }, milliseconds);
    });
    const answer = this.#connection.sendRequest<unknown>(method, params, cancel.token);
    answer.catch(() => undefined);
    try {
      return await Promise.race([answer, late, this.#gone]);
    } finally {
      clearTimeout(timer);
      cancel.dispose();
    }
  }

  /** Tells the server something. A server that is gone is found out by the next request. */
  async notify(method: string, params: unknown): Promise<void> {
    if (!this.alive) return;
    await this.#connection.sendNotification(method, params).catch(() => undefined);
  }

  /** Ends the server at once; it keeps nothing that would have to be saved. */
  async end(reason = "it was ended"): Promise<void> {
    this.alive = false;
    this.#problem ||= reason;
    await this.#process.kill();
  }
}
