import { z } from "zod";
import { defineTool } from "./define-tool.ts";

export const revertChanges = defineTool({
  name: "revert_changes",
  description:
    "Takes back all edits of this run, to try something else. The tests that reproduce the problem stay.",
  risk: "medium",
  input: z.object({}),
  async execute({ sandbox, forge, workspace }) {
    const [before, after] = await Promise.all([
      forge.listTree(workspace.repository, workspace.start),
      forge.listTree(workspace.repository, workspace.head),
    ]);
    const patch = await forge.diff(workspace.repository, workspace.start, workspace.head);
    const touched = [...patch.matchAll(/^diff --git a\/(.+?) b\/(.+)$/gm)].map((match) => match[2] ?? "");
    const known = new Set(before.map((entry) => entry.path));
    for (const path of touched) {
      const content = known.has(path)
        ? await forge.readBlob(workspace.repository, workspace.start, path)
        : null;
      if (content) await sandbox.writeFile(path, content);
      else if (after.some((entry) => entry.path === path)) await sandbox.removeFile(path);
    }
    return { reverted: touched, checkpoint: workspace.start };
  },
  checkpoint: (output) => output.checkpoint,
});
