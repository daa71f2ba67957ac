import { z } from "zod";
import { pathOf } from "#lib/language-servers/documents.ts";
import { findPosition, type Position } from "#lib/language-servers/find-position.ts";
import { LanguageError } from "#lib/language-servers/language-error.ts";
import { sessionFor } from "#lib/language-servers/pool.ts";
import { languageServers, serverFor } from "#lib/language-servers/servers.ts";
import type { SyncedServer } from "#lib/language-servers/session.ts";
import { unitAt, unitsOf } from "#lib/language-servers/units.ts";
import type { Sandbox } from "#lib/ports/sandbox/port.ts";
import { ToolError } from "./define-tool.ts";

/** A name in a file, as models and people give it: no columns. */
export const symbolPlace = z.object({
  path: z.string().min(1).max(500).describe("File in which the name stands"),
  symbol: z.string().min(1).max(200).describe("The name, or qualified as in cart.total"),
  line: z.number().int().positive().optional().describe("Line on which it stands; default: the first"),
});

export type SymbolPlace = z.infer<typeof symbolPlace>;

const LANGUAGES = "TypeScript, JavaScript and Python";

async function spoken<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof LanguageError) throw new ToolError(error.message);
    throw error;
  }
}

/** Works with the language server of a file. Errors: ToolError, also for a language that there is none for. */
export async function askLanguage<Result>(
  sandbox: Sandbox,
  path: string,
  work: (server: SyncedServer) => Promise<Result>,
): Promise<Result> {
  const server = serverFor(path);
  if (!server)
    throw new ToolError(
      `No language server reads ${path}: there are ones for ${LANGUAGES}. Use search_code.`,
    );
  return spoken(sessionFor(sandbox, server).work(work));
}

/** Works with the server of each language that the repository has files of. */
export async function askEachLanguage<Result>(
  sandbox: Sandbox,
  work: (server: SyncedServer) => Promise<Result>,
): Promise<Result[]> {
  const files = await sandbox.listFiles();
  const present = languageServers.filter((server) => files.some(({ path }) => serverFor(path) === server));
  if (present.length === 0)
    throw new ToolError(`The repository has no files in ${LANGUAGES}. Use search_code.`);
  const results: Result[] = [];
  for (const server of present) results.push(await spoken(sessionFor(sandbox, server).work(work)));
  return results;
}

/** Path and position that a question is about. */
export async function locate(
  server: SyncedServer,
  { path: given, symbol, line }: SymbolPlace,
): Promise<{ path: string; position: Position }> {
  const { path, text } = await server.open(given);
  return { path, position: findPosition(path, text, symbol, line) };
}

export interface FoundPlace {
  path: string;
  line: number;
  /** The line's text, cut around the place when it is long. */
  text: string;
  /** Function or class in which it stands. */
  within: string | null;
}

const LINE_CHARACTERS = 200;

function excerpt(line: string, character: number): string {
  if (line.length <= LINE_CHARACTERS) return line.trim();
  const start = Math.max(0, character - LINE_CHARACTERS / 2);
  return `…${line.slice(start, start + LINE_CHARACTERS)}…`;
}

/** A place that a server named, as people read it; one outside of the tree by the name of its file. */
export async function describePlace(
  server: SyncedServer,
  { uri, range }: { uri: string; range: { start: Position } },
): Promise<FoundPlace> {
  const { line, character } = range.start;
  const path = pathOf(uri);
  if (path === null)
    return { path: `(library) ${uri.split("/").at(-1)}`, line: line + 1, text: "", within: null };
  const text = (await server.peek(path)) ?? "";
  const isOwn = server.tree.files.has(path);
  const unit = isOwn && serverFor(path) ? unitAt(await unitsOf(server, path), line) : undefined;
  return {
    path,
    line: line + 1,
    text: excerpt(text.split("\n")[line] ?? "", character),
    within: unit?.name ?? null,
  };
}
