import { z } from "zod";
import { defineTool } from "./define-tool.ts";

export const showDiff = defineTool({
  name: "show_diff",
  description: "Shows the change so far as a unified diff against the base commit.",
  risk: "low",
  input: z.object({}),
  async execute({ forge, workspace }) {
    const patch = await forge.diff(workspace.repository, workspace.base, workspace.head);
    return { patch: patch.slice(0, 60_000), truncated: patch.length > 60_000 };
  },
});
