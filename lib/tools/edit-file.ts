import { z } from "zod";
import { applyExactEdits } from "./apply-exact-edits.ts";
import { defineTool, ToolError } from "./define-tool.ts";

const exactEdit = z.object({ oldText: z.string().max(200_000), newText: z.string().max(200_000) });

export const editFile = defineTool({
  name: "edit_file",
  description:
    "Changes a file by exact edits: each oldText must stand exactly once in the file. Edit only what the goal needs; never weaken, skip or delete tests.",
  risk: "medium",
  input: z.object({ path: z.string().min(1).max(500), edits: z.array(exactEdit).min(1).max(50) }),
  async execute({ sandbox, forge, workspace, startedAt }, { path, edits }) {
    // From the checkpoint, not from the sandbox: a repeated call then gives the same result.
    const bytes = await forge.readBlob(workspace.repository, workspace.head, path);
    if (!bytes) throw new ToolError(`There is no file ${path} to edit.`);
    const content = applyExactEdits(path, new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes), edits);
    await sandbox.writeFile(path, content);
    const checkpoint = await forge.commit(workspace.repository, {
      parent: workspace.head,
      changes: [{ path, content: new TextEncoder().encode(content) }],
      message: `Edit ${path}`,
      committedAt: startedAt,
    });
    return { path, edits: edits.length, checkpoint };
  },
  checkpoint: (output) => output.checkpoint,
});
