import { z } from "zod";
import { diagnosticReport } from "#lib/language-servers/protocol.ts";
import { defineTool } from "./define-tool.ts";
import { askLanguage } from "./language-question.ts";

const MAX_DIAGNOSTICS = 100;
const severities = ["error", "error", "warning", "information", "hint"] as const;

export const fileDiagnostics = defineTool({
  name: "file_diagnostics",
  description:
    "Lists what the compiler or type checker says of a file: syntax errors, type errors, names that do not exist. Use it after an edit, before the tests. Plain JavaScript is checked for syntax only, unless the repository asks for more.",
  risk: "low",
  input: z.object({ path: z.string().min(1).max(500) }),
  async execute({ sandbox }, { path: given }) {
    return askLanguage(sandbox, given, async (server) => {
      const { path } = await server.open(given);
      const items = await server.ask(diagnosticReport, "textDocument/diagnostic", {}, path);
      const diagnostics = items
        .map(({ range, message, severity, code }) => ({
          line: range.start.line + 1,
          severity: severities[severity ?? 1] ?? "error",
          code: code ?? null,
          message: message.slice(0, 1_000),
        }))
        .sort((a, b) => a.line - b.line);
      return {
        path,
        errors: diagnostics.filter(({ severity }) => severity === "error").length,
        diagnostics: diagnostics.slice(0, MAX_DIAGNOSTICS),
        truncated: diagnostics.length > MAX_DIAGNOSTICS,
      };
    });
  },
});
