import { hover } from "#lib/language-servers/protocol.ts";
import { defineTool, ToolError } from "./define-tool.ts";
import { askLanguage, locate, symbolPlace } from "./language-question.ts";

const MAX_CHARACTERS = 4_000;

export const hoverSymbol = defineTool({
  name: "hover_symbol",
  description: "Tells the type and the documentation of a name, as an editor shows them.",
  risk: "low",
  input: symbolPlace,
  async execute({ sandbox }, input) {
    return askLanguage(sandbox, input.path, async (server) => {
      const { path, position } = await locate(server, input);
      const text = await server.ask(hover, "textDocument/hover", { position }, path);
      if (!text)
        throw new ToolError(
          `The language server knows nothing of "${input.symbol}" on line ${position.line + 1} of ${path}.`,
        );
      return {
        path,
        line: position.line + 1,
        text: text.slice(0, MAX_CHARACTERS),
        truncated: text.length > MAX_CHARACTERS,
      };
    });
  },
});
