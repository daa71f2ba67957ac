import type { Context } from "#lib/domain/context.ts";
import type { RunFacts } from "#lib/domain/runs/load-run-facts.ts";
import type { Commit } from "#lib/ports/forge/port.ts";

export interface RepositoryAnalysis {
  languages: { name: string; share: number }[];
  packageManager: string | null;
  runner: string;
  commands: RunFacts["commands"];
  needsInstall: boolean;
  entryPoints: string[];
  testFiles: number;
  files: number;
  recentCommits: Commit[];
  /** What the plan rests on and where it comes from, one sentence each. */
  used: string[];
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** Facts about the repository at a commit, for the plan; from the tree, the history and the detection at import. */
export async function analyseRepository(
  context: Context,
  facts: RunFacts,
  base: string,
): Promise<RepositoryAnalysis> {
  const ref = { tenantId: context.tenantId, repositoryId: facts.repositoryId };
  const { forge } = context.ports;
  const [tree, recentCommits] = await Promise.all([forge.listTree(ref, base), forge.log(ref, base, 5)]);
  const { languages, testFiles } = facts;
  const used = [
    `${tree.length} files at commit ${base.slice(0, 8)} of ${facts.defaultBranch}.`,
    languages.length > 0
      ? `Languages by size: ${languages
          .slice(0, 3)
          .map((language) => `${language.name} ${percent(language.share)}`)
          .join(", ")}.`
      : "No known programming language was detected.",
    facts.commands.test
      ? `Tests run with "${facts.commands.test}" (${facts.runner}), ${testFiles} test files.`
      : "No test command was detected.",
    facts.needsInstall
      ? `Dependencies are installed with "${facts.commands.install ?? "?"}".`
      : "It needs no dependencies.",
    recentCommits[0] ? `Last commit: ${recentCommits[0].subject}.` : "It has no history.",
  ];
  return {
    languages,
    packageManager: facts.packageManager,
    runner: facts.runner,
    commands: facts.commands,
    needsInstall: facts.needsInstall,
    entryPoints: facts.entryPoints,
    testFiles,
    files: tree.length,
    recentCommits,
    used,
  };
}
