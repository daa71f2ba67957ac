import { z } from "zod";
import { defineTool } from "./define-tool.ts";

const MAX_FILES = 500;

export const listFiles = defineTool({
  name: "list_files",
  description:
    "Lists the files below a folder of the repository (without node_modules and .venv). Start here in unknown code.",
  risk: "low",
  input: z.object({ folder: z.string().max(500).optional() }),
  async execute({ sandbox }, { folder }) {
    const files = await sandbox.listFiles(folder, MAX_FILES + 1);
    return {
      files: files.slice(0, MAX_FILES).map((file) => ({ path: file.path, size: file.size })),
      truncated: files.length > MAX_FILES,
    };
  },
});
