import { AppError } from "#lib/errors.ts";
import { type FoundSecret, findSecrets, secretsOf } from "#lib/secret-patterns.ts";
import type { RunSession } from "../run-session.ts";

const text = (content: Uint8Array | null): string => (content ? new TextDecoder().decode(content) : "");

/**
 * Ends the run before a change is pushed that holds a secret which was not there before: what is pushed is known.
 * @throws AppError `unprocessable` that names file, line and kind, and not the secret
 */
export async function refuseSecrets(
  { context, workspace }: Pick<RunSession, "context" | "workspace">,
  paths: readonly string[],
): Promise<void> {
  const { forge } = context.ports;
  const found: (FoundSecret & { path: string })[] = [];
  for (const path of paths) {
    const before = new Set(secretsOf(text(await forge.readBlob(workspace.repository, workspace.base, path))));
    const after = text(await forge.readBlob(workspace.repository, workspace.head, path));
    found.push(...findSecrets(after, before).map((secret) => ({ ...secret, path })));
  }
  if (found.length === 0) return;
  const places = found.map(({ path, line, name }) => `${path}:${line} (${name})`).join(", ");
  throw new AppError("unprocessable", `The change holds a secret and is not proposed: ${places}.`);
}
