import { pathOf } from "#lib/language-servers/documents.ts";
import { locations } from "#lib/language-servers/protocol.ts";
import type { SyncedServer } from "#lib/language-servers/session.ts";
import { unitAt, unitsOf } from "#lib/language-servers/units.ts";
import { defineTool, ToolError } from "./define-tool.ts";
import { askLanguage, describePlace, type FoundPlace, locate, symbolPlace } from "./language-question.ts";

const MAX_LINES = 60;
const MAX_CHARACTERS = 6_000;

/** The source of what is defined at a place of the repository; null elsewhere. */
async function sourceAt(server: SyncedServer, uri: string, place: FoundPlace): Promise<string | null> {
  const path = pathOf(uri);
  if (path === null || !server.tree.files.has(path)) return null;
  const unit = unitAt(await unitsOf(server, path), place.line - 1);
  const { text } = await server.open(path);
  const first = unit ? unit.first : place.line - 1;
  const last = Math.min(unit ? unit.last : first, first + MAX_LINES - 1);
  const lines = text.split("\n").slice(first, last + 1);
  return lines
    .map((line, index) => `${first + index + 1}\t${line}`)
    .join("\n")
    .slice(0, MAX_CHARACTERS);
}

export const gotoDefinition = defineTool({
  name: "goto_definition",
  description:
    "Shows where a name is defined, with the source of the definition. Give a file and line in which the name stands. Follows imports and types, which search_code can't.",
  risk: "low",
  input: symbolPlace,
  async execute({ sandbox }, input) {
    return askLanguage(sandbox, input.path, async (server) => {
      const { path, position } = await locate(server, input);
      const found = await server.ask(locations, "textDocument/definition", { position }, path);
      if (found.length === 0)
        throw new ToolError(
          `Nothing defines "${input.symbol}" on line ${position.line + 1} of ${path}: it is a keyword, text, or not imported. Try workspace_symbols.`,
        );
      const definitions = [];
      for (const one of found.slice(0, 5)) {
        const place = await describePlace(server, one);
        definitions.push({ ...place, source: await sourceAt(server, one.uri, place) });
      }
      return { definitions };
    });
  },
});
