import { posix } from "node:path";
import { AppError } from "#lib/errors.ts";
import type { Sandbox } from "#lib/ports/sandbox/port.ts";
import { type LanguageClient, ROOT_URI } from "./client.ts";
import { LanguageError } from "./language-error.ts";
import type { LanguageServer } from "./servers.ts";
import type { TreeChange, TreeState } from "./tree-state.ts";

/** A larger file is not shown to a server. */
const MAX_FILE_BYTES = 2_000_000;

/** Opened beforehand: files that people write, and not more than a server can take in. */
const MAX_OPENED_BYTES = 400_000;
const MAX_OPENED_FILES = 1_500;
const GENERATED =
  /(^|\/)(dist|build|out|coverage|vendor|third_party|\.next|\.cache)\/|\.min\.[cm]?js$|\.bundle\.js$|\.d\.[cm]?ts$/;

/** Lines this long on average are written by a program. */
const MINIFIED_LINE = 500;

interface Document {
  version: number;
  text: string;
}

export const uriOf = (path: string): string =>
  `${ROOT_URI}/${path.split("/").map(encodeURIComponent).join("/")}`;

/** Path in the tree; null for a place outside of it, such as the standard library. */
export function pathOf(uri: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(uri);
  } catch {
    return null;
  }
  return decoded.startsWith(`${ROOT_URI}/`) ? decoded.slice(ROOT_URI.length + 1) : null;
}

/** Normal form of a path that somebody gave. @throws LanguageError for one that leaves the tree */
function treePath(given: string): string {
  const path = posix.normalize(given.replace(/^\/work\//, ""));
  if (path.startsWith("/") || path === ".." || path.startsWith("../"))
    throw new LanguageError(`${given} is outside of the repository. Give a path relative to its top.`);
  return path;
}

export function isMinified(text: string): boolean {
  return text.length > 5_000 && text.length / (text.split("\n").length || 1) > MINIFIED_LINE;
}

/** The files that a server has open, and their content as it knows them. */
export class Documents {
  readonly #sandbox: Sandbox;
  readonly #client: LanguageClient;
  readonly #server: LanguageServer;
  readonly #open = new Map<string, Document>();

  constructor(sandbox: Sandbox, client: LanguageClient, server: LanguageServer) {
    this.#sandbox = sandbox;
    this.#client = client;
    this.#server = server;
  }

  #languageId(path: string): string | undefined {
    return this.#server.languageIds[posix.extname(path).toLowerCase()];
  }

  async #read(path: string): Promise<string | null> {
    const bytes = await this.#sandbox.readFile(path).catch((error: unknown) => {
      // A link or a folder where a file was asked for.
      if (error instanceof AppError && error.code === "invalid_input") return null;
      throw error;
    });
    return bytes && new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  }

  async #show(path: string, text: string): Promise<void> {
    this.#open.set(path, { version: 1, text });
    const languageId = this.#languageId(path);
    const textDocument = { uri: uriOf(path), languageId, version: 1, text };
    await this.#client.notify("textDocument/didOpen", { textDocument });
  }

  /** A file that the server has open; undefined when there is none. */
  any(): string | undefined {
    return [...this.#open.keys()][0];
  }

  /** Shows the source files of the tree to a server that would not look for them. */
  async openAll(tree: TreeState): Promise<void> {
    const paths = [...tree.files]
      .filter(
        ([path, { size }]) => this.#languageId(path) && size <= MAX_OPENED_BYTES && !GENERATED.test(path),
      )
      .map(([path]) => path)
      .sort((a, b) => a.split("/").length - b.split("/").length)
      .slice(0, MAX_OPENED_FILES);
    for (const path of paths) {
      const text = await this.#read(path);
      if (text !== null && !isMinified(text)) await this.#show(path, text);
    }
  }

  /** Tells the server what has changed in the tree, in open files and in others. */
  async follow(changes: TreeChange[]): Promise<void> {
    for (const { path, type } of changes) {
      const document = this.#open.get(path);
      const text = type === 3 ? null : await this.#read(path);
      const textDocument = { uri: uriOf(path) };
      if (document && text !== null) {
        document.version += 1;
        document.text = text;
        const versioned = { ...textDocument, version: document.version };
        await this.#client.notify("textDocument/didChange", {
          textDocument: versioned,
          contentChanges: [{ text }],
        });
      } else if (document) {
        this.#open.delete(path);
        await this.#client.notify("textDocument/didClose", { textDocument });
      } else if (text !== null && this.#server.needsOpenFiles && this.#languageId(path)) {
        if (text.length <= MAX_OPENED_BYTES && !GENERATED.test(path) && !isMinified(text))
          await this.#show(path, text);
      }
    }
    if (changes.length > 0)
      await this.#client.notify("workspace/didChangeWatchedFiles", {
        changes: changes.map(({ path, type }) => ({ uri: uriOf(path), type })),
      });
  }

  /**
   * The path in its normal form and the file's text, which the server has open from now on.
   * @throws LanguageError when there is no such file, or one too large
   */
  async open(given: string): Promise<{ path: string; text: string }> {
    const path = treePath(given);
    const known = this.#open.get(path);
    if (known) return { path, text: known.text };
    const text = await this.#read(path);
    if (text === null)
      throw new LanguageError(`There is no file ${path}. Use list_files or search_code to find it.`);
    if (text.length > MAX_FILE_BYTES)
      throw new LanguageError(
        `${path} has ${text.length} characters: too many for a language server. Use search_code on it.`,
      );
    await this.#show(path, text);
    return { path, text };
  }

  /** Text of a file without showing it to the server; null when there is none. */
  async peek(path: string): Promise<string | null> {
    return this.#open.get(path)?.text ?? this.#read(path);
  }
}
