import { z } from "zod";
import { applyExactEdits } from "./apply-exact-edits.ts";
import { defineTool, type ToolContext, ToolError } from "./define-tool.ts";
import { writeChanges } from "./write-changes.ts";

const exactEdit = z.object({ oldText: z.string().max(200_000), newText: z.string().max(200_000) });

const fileEdits = z.object({ path: z.string().min(1).max(500), edits: z.array(exactEdit).min(1).max(50) });

/** Content after the edits, from the checkpoint and not from the sandbox: a repeated call gives the same result. */
async function editedContent(
  { forge, workspace }: ToolContext,
  { path, edits }: z.infer<typeof fileEdits>,
): Promise<string> {
  const bytes = await forge.readBlob(workspace.repository, workspace.head, path);
  if (!bytes) throw new ToolError(`There is no file ${path} to edit.`);
  return applyExactEdits(path, new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes), edits);
}

export const editFiles = defineTool({
  name: "edit_files",
  description:
    "Changes one or more files by exact edits: each oldText must stand exactly once in its file. Edit only what the goal needs; never weaken, skip or delete tests.",
  risk: "medium",
  input: z.object({ files: z.array(fileEdits).min(1).max(20) }),
  async execute(context, { files }) {
    const changed = await Promise.all(
      files.map(async (file) => ({ path: file.path, content: await editedContent(context, file) })),
    );
    return writeChanges(context, changed);
  },
  checkpoint: (output) => output.checkpoint,
});
