import { locations } from "#lib/language-servers/protocol.ts";
import { defineTool } from "./define-tool.ts";
import { askLanguage, describePlace, locate, symbolPlace } from "./language-question.ts";

const MAX_REFERENCES = 100;

export const gotoReferences = defineTool({
  name: "goto_references",
  description:
    "Lists every use of a name in the repository, with the function that each stands in. Use it before you change what a function takes or gives. Unlike search_code it leaves out other things of the same name.",
  risk: "low",
  input: symbolPlace,
  async execute({ sandbox }, input) {
    return askLanguage(sandbox, input.path, async (server) => {
      const { path, position } = await locate(server, input);
      const params = { position, context: { includeDeclaration: true } };
      const found = await server.ask(locations, "textDocument/references", params, path);
      const references = [];
      for (const one of found.slice(0, MAX_REFERENCES)) references.push(await describePlace(server, one));
      return { references, total: found.length, truncated: found.length > MAX_REFERENCES };
    });
  },
});
