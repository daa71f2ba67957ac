import type { ToolContext } from "./define-tool.ts";

/** New content of one file. */
export interface FileChange {
  path: string;
  content: string;
}

/** Writes changed files into the sandbox and keeps them as a checkpoint; every edit of an agent ends here. */
export async function writeChanges(
  { sandbox, forge, workspace, startedAt }: ToolContext,
  changed: FileChange[],
  message?: string,
): Promise<{ paths: string[]; checkpoint: string }> {
  for (const { path, content } of changed) await sandbox.writeFile(path, content);
  const paths = changed.map(({ path }) => path);
  const checkpoint = await forge.commit(workspace.repository, {
    parent: workspace.head,
    changes: changed.map(({ path, content }) => ({ path, content: new TextEncoder().encode(content) })),
    message: message ?? `Edit ${paths.join(", ")}`,
    committedAt: startedAt,
  });
  return { paths, checkpoint };
}
