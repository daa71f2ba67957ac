import { z } from "zod";
import { defineTool, ToolError } from "./define-tool.ts";

const MAX_CHARACTERS = 30_000;

export const readFile = defineTool({
  name: "read_file",
  description:
    "Reads a text file of the repository, with line numbers. Give a range for long files. Not for folders: use list_files.",
  risk: "low",
  input: z.object({
    path: z.string().min(1).max(500),
    fromLine: z.number().int().positive().optional(),
    toLine: z.number().int().positive().optional(),
  }),
  async execute({ sandbox }, { path, fromLine = 1, toLine }) {
    const bytes = await sandbox.readFile(path);
    if (!bytes) throw new ToolError(`There is no file ${path}. Use list_files or search_code to find it.`);
    const lines = new TextDecoder().decode(bytes).split("\n");
    const part = lines.slice(fromLine - 1, toLine);
    const text = part.map((line, index) => `${fromLine + index}\t${line}`).join("\n");
    return {
      path,
      lines: lines.length,
      text: text.slice(0, MAX_CHARACTERS),
      truncated: text.length > MAX_CHARACTERS,
    };
  },
});
