import { isGenerated } from "#lib/repair/syntax/generated.ts";
import { type ToolContext, ToolError } from "./define-tool.ts";

/** New content of one file. */
export interface FileChange {
  path: string;
  content: string;
}

/** A change of generated code or of a dependency would be lost with the next build or install. */
async function refuseGenerated({ forge, workspace }: ToolContext, paths: string[]): Promise<void> {
  for (const path of paths) {
    const bytes = await forge.readBlob(workspace.repository, workspace.head, path);
    if (isGenerated(path, new TextDecoder().decode(bytes ?? new Uint8Array())))
      throw new ToolError(
        `${path} is generated or belongs to a dependency, and is not changed here. Change what it is made from, or say so.`,
      );
  }
}

/** Writes changed files into the sandbox and keeps them as a checkpoint; every edit of an agent ends here. */
export async function writeChanges(
  { sandbox, forge, workspace, startedAt }: ToolContext,
  changed: FileChange[],
  message?: string,
): Promise<{ paths: string[]; checkpoint: string }> {
  const context = { sandbox, forge, workspace, startedAt };
  await refuseGenerated(
    context,
    changed.map(({ path }) => path),
  );
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
