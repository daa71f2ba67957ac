import { z } from "zod";
import { applyTextEdits } from "#lib/language-servers/apply-text-edits.ts";
import { pathOf } from "#lib/language-servers/documents.ts";
import { locations, type TextEdit, workspaceEdit } from "#lib/language-servers/protocol.ts";
import type { SyncedServer } from "#lib/language-servers/session.ts";
import { defineTool, type ToolContext, ToolError } from "./define-tool.ts";
import { askLanguage, locate, type SymbolPlace, symbolPlace } from "./language-question.ts";
import { type FileChange, writeChanges } from "./write-changes.ts";

const MAX_FILES = 200;

/** Asks at the definition, so that the thing itself gets the name and not the alias of one import. */
async function renameEdits(
  server: SyncedServer,
  input: SymbolPlace & { newName: string },
): Promise<{ path: string; edits: TextEdit[] }[]> {
  const { path, position } = await locate(server, input);
  const defined = await server.ask(locations, "textDocument/definition", { position }, path);
  const [first] = defined;
  const home = first ? pathOf(first.uri) : null;
  if (first && (home === null || !server.tree.files.has(home)))
    throw new ToolError(`"${input.symbol}" is defined outside of the repository and can't be renamed.`);
  if (home) await server.open(home);
  const at = first && home ? { path: home, position: first.range.start } : { path, position };
  const params = { position: at.position, newName: input.newName };
  const files = await server.ask(workspaceEdit, "textDocument/rename", params, at.path);
  if (files.length === 0)
    throw new ToolError(`"${input.symbol}" on line ${position.line + 1} of ${path} can't be renamed.`);
  return files.map(({ uri, edits }) => {
    const target = pathOf(uri);
    if (target === null || !server.tree.files.has(target))
      throw new ToolError(
        `The rename would change ${uri.split("/").at(-1)}, which is not of the repository.`,
      );
    return { path: target, edits };
  });
}

/** From the checkpoint, like every edit; the server must have seen the same text. */
async function changedFile(
  { forge, workspace, sandbox }: ToolContext,
  file: { path: string; edits: TextEdit[] },
): Promise<FileChange> {
  const kept = await forge.readBlob(workspace.repository, workspace.head, file.path);
  const present = await sandbox.readFile(file.path);
  if (!kept || !present || Buffer.compare(kept, present) !== 0)
    throw new ToolError(
      `${file.path} differs from the last checkpoint: a command changed it. Make the change with edit_files first.`,
    );
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(kept);
  return { path: file.path, content: applyTextEdits(text, file.edits) };
}

export const renameSymbol = defineTool({
  name: "rename_symbol",
  description:
    "Gives a function, class, method or value another name everywhere in the repository, imports and tests included. Give a file and line in which the name stands. Not for words in text or comments.",
  risk: "medium",
  input: symbolPlace.extend({
    newName: z
      .string()
      .regex(/^[\p{L}_$][\p{L}\p{N}_$]*$/u, "a name of letters, digits, _ and $")
      .max(200),
  }),
  async execute(context, input) {
    const files = await askLanguage(context.sandbox, input.path, (server) => renameEdits(server, input));
    if (files.length > MAX_FILES)
      throw new ToolError(`The rename would change ${files.length} files; at most ${MAX_FILES} are allowed.`);
    const changed = await Promise.all(files.map((file) => changedFile(context, file)));
    const written = await writeChanges(context, changed, `Rename ${input.symbol} to ${input.newName}`);
    return { ...written, places: files.reduce((sum, { edits }) => sum + edits.length, 0) };
  },
  checkpoint: (output) => output.checkpoint,
});
