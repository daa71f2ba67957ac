import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { EgressRules } from "#lib/net/resolve-target.ts";
import { git } from "#lib/ports/forge/git-command.ts";

/** What may be imported. */
export interface ImportRules {
  /** Folders below which a path may be imported. */
  roots: string[];
  maxBytes: number;
  /** Where git URLs may lead. */
  egress: EgressRules;
}

/** Archives hold the exact bytes of the tree, whatever the repository's own attributes say. */
const ATTRIBUTES = "* -export-ignore -export-subst -text -ident -filter !eol !working-tree-encoding\n";

/** An empty bare repository with our configuration only. */
export async function initRepository(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await git(folder, ["init", "--quiet", "--bare", "--template=", "--initial-branch=main", "."]);
  await mkdir(join(folder, "info"), { recursive: true });
  await writeFile(join(folder, "info", "attributes"), ATTRIBUTES);
}
