import { z } from "zod";
import { pathOf } from "#lib/language-servers/documents.ts";
import { nearestNames } from "#lib/language-servers/find-position.ts";
import { kindName, workspaceSymbols as symbolList } from "#lib/language-servers/protocol.ts";
import type { SyncedServer } from "#lib/language-servers/session.ts";
import { defineTool, ToolError } from "./define-tool.ts";
import { askEachLanguage } from "./language-question.ts";

const MAX_SYMBOLS = 60;

interface FoundSymbol {
  name: string;
  kind: string;
  path: string;
  line: number;
  container: string | null;
}

async function symbolsLike(server: SyncedServer, query: string): Promise<FoundSymbol[]> {
  const found = await server.ask(symbolList, "workspace/symbol", { query });
  return found.flatMap(({ name, kind, containerName, location }) => {
    const path = pathOf(location.uri);
    if (path === null || !server.tree.files.has(path)) return [];
    const line = (location.range?.start.line ?? 0) + 1;
    return [{ name, kind: kindName(kind), path, line, container: containerName || null }];
  });
}

/** Names of the repository that share their beginning with a name that is not there. */
async function candidates(server: SyncedServer, query: string): Promise<string[]> {
  const start = query.slice(0, Math.max(2, Math.ceil(query.length / 3)));
  return (await symbolsLike(server, start)).map(({ name }) => name);
}

export const workspaceSymbols = defineTool({
  name: "workspace_symbols",
  description:
    "Finds functions, classes and values of the whole repository by (a part of) their name, with file and line. Use it when you know a name but not its file.",
  risk: "low",
  input: z.object({ query: z.string().trim().min(2).max(200) }),
  async execute({ sandbox }, { query }) {
    const symbols = (await askEachLanguage(sandbox, (server) => symbolsLike(server, query))).flat();
    if (symbols.length === 0) {
      const known = (await askEachLanguage(sandbox, (server) => candidates(server, query))).flat();
      const near = nearestNames(query, known);
      const hint =
        near.length > 0 ? `Names like it: ${near.join(", ")}.` : "Use search_code for words in text.";
      throw new ToolError(`The repository defines nothing with a name like "${query}". ${hint}`);
    }
    const exactFirst = symbols.sort((a, b) => Number(b.name === query) - Number(a.name === query));
    return { symbols: exactFirst.slice(0, MAX_SYMBOLS), truncated: symbols.length > MAX_SYMBOLS };
  },
});
