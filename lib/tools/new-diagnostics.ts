import { diagnosticReport } from "#lib/language-servers/protocol.ts";
import { type LanguageServer, languageServers, serverFor } from "#lib/language-servers/servers.ts";
import type { SyncedServer } from "#lib/language-servers/session.ts";
import type { Sandbox } from "#lib/ports/sandbox/port.ts";
import { ToolError } from "./define-tool.ts";
import { askLanguage } from "./language-question.ts";

export interface CompilerError {
  path: string;
  line: number;
  code: string;
  message: string;
}

/** Files of one language that are asked; in a larger repository those beside the change are left to its build. */
const MAX_FILES = 150;
const ERROR = 1;

/**
 * Errors of the type checkers that say something about the code and not about packages, types or settings that
 * are missing here.
 */
const telling: Record<string, RegExp> = {
  typescript:
    /^(1\d\d\d|2304|2305|2322|2339|2345|2349|2353|2355|2365|2366|2367|2393|2448|2451|2454|2531|2532|2551|2552|2554|2555|2559|2588|2722|2740|2741|2769|2774|2801|18046|18047|18048)$/,
  pyright:
    /^(|reportUndefinedVariable|reportCallIssue|reportAttributeAccessIssue|reportIndexIssue|reportOptional\w+|reportReturnType|reportSyntax\w*)$/,
};

/** Settings of a compiler, which have no harm of their own. */
const SETTINGS = /^(1192|1259|1286|1287|1295|1323|1378|1432|1479|1484|1541)$/;

const isMissingModule = (code: string, message: string): boolean =>
  (code === "2307" && /'\.{1,2}\//.test(message)) || (code === "reportMissingImports" && /"\./.test(message));

async function errorsOf(server: SyncedServer, path: string): Promise<CompilerError[]> {
  const opened = await server.open(path);
  const items = await server.ask(diagnosticReport, "textDocument/diagnostic", {}, opened.path);
  return items
    .filter(({ severity }) => (severity ?? ERROR) === ERROR)
    .map(({ range, message, code }) => ({
      path: opened.path,
      line: range.start.line + 1,
      code: String(code ?? ""),
      message: message.split("\n")[0]?.slice(0, 400) ?? "",
    }))
    .filter(({ code, message }) => {
      const known = telling[server.server.name]?.test(code) && !SETTINGS.test(code);
      return known || isMissingModule(code, message);
    });
}

/** Errors in the tree as it stands, of the changed files and of as many others as is worth while. */
export async function treeErrors(sandbox: Sandbox, changed: string[]): Promise<CompilerError[]> {
  const files = (await sandbox.listFiles()).map(({ path }) => path);
  const errors: CompilerError[] = [];
  for (const server of languageServers.filter((one) => changed.some((path) => serverFor(path) === one)))
    errors.push(...(await errorsOfLanguage(sandbox, server, { files, changed })));
  return errors;
}

async function errorsOfLanguage(
  sandbox: Sandbox,
  language: LanguageServer,
  { files, changed }: { files: string[]; changed: string[] },
): Promise<CompilerError[]> {
  const own = files.filter((path) => serverFor(path) === language);
  const first = own.filter((path) => changed.includes(path));
  const others = own.filter((path) => !changed.includes(path) && !/(^|\/)(dist|build|vendor)\//.test(path));
  const [any] = own;
  if (any === undefined) return [];
  return askLanguage(sandbox, any, async (server) => {
    const errors: CompilerError[] = [];
    for (const path of [...first, ...others].slice(0, MAX_FILES)) {
      // A file that is no text, or too large, has no errors that anybody could look at.
      const found = await errorsOf(server, path).catch((error: unknown) => {
        if (error instanceof ToolError || (error instanceof Error && error.name === "LanguageError"))
          return [];
        throw error;
      });
      errors.push(...found);
    }
    return errors;
  });
}

/** Those of `after` that `before` does not have; lines move, so they are compared by file, code and words. */
export function onlyNew(before: CompilerError[], after: CompilerError[]): CompilerError[] {
  const counts = new Map<string, number>();
  const keyOf = ({ path, code, message }: CompilerError) => `${path}\0${code}\0${message}`;
  for (const error of before) counts.set(keyOf(error), (counts.get(keyOf(error)) ?? 0) + 1);
  return after.filter((error) => {
    const left = counts.get(keyOf(error)) ?? 0;
    counts.set(keyOf(error), left - 1);
    return left <= 0;
  });
}

const consequences: [RegExp, string][] = [
  [/^(2304|2552|reportUndefinedVariable)$/, "Running this line ends in an error: the name is not defined."],
  [/^(2305|2307|reportMissingImports)$/, "Loading this file fails: what it imports is not there."],
  [
    /^(2339|2551|reportAttributeAccessIssue)$/,
    "There is no such member: reading gives nothing or an error, calling fails.",
  ],
  [
    /^(2554|2555|reportCallIssue)$/,
    "The call does not fit what is called: an argument is missing or is passed over.",
  ],
  [
    /^(2531|2532|18047|18048|reportOptional\w+)$/,
    "The value may be missing here, and then this line throws.",
  ],
  [
    /^(2366|2355|reportReturnType)$/,
    "On some way through it the function gives nothing or something else than it says.",
  ],
  [/^(2367)$/, "The comparison never holds, so one branch is never taken."],
  [/^1\d\d\d$/, "The file can't be read as code: everything that loads it fails."],
];

/** What a compiler error means for whoever runs the code. */
export function harmOf({ code, message }: CompilerError): string {
  const [, consequence] = consequences.find(([pattern]) => pattern.test(code)) ?? [];
  return `${consequence ?? "The type checker refuses it: what arrives here is not what the code takes it for."} Compiler: ${message}`;
}
