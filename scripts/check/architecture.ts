/** `npm run check` part: the import table, cycles, sizes and names of docs/architecture.md, by syntax tree. */
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { checkBoundaries } from "./boundaries.ts";
import { checkCycles } from "./cycles.ts";
import { type Exception, exceptions } from "./exceptions.ts";
import { checkForbidden } from "./forbidden.ts";
import { checkServicePaths } from "./service-paths.ts";
import { checkSizes } from "./sizes.ts";
import { type Finding, readSources, type SourceFile } from "./source.ts";

/** Findings without those that `allowed` accepts; an exception that accepts nothing is itself a finding. */
export function applyExceptions(findings: Finding[], allowed: Exception[]): Finding[] {
  const used = new Set<Exception>();
  const kept = findings.filter((finding) => {
    const match = allowed.find((one) => one.path === finding.path && finding.message.includes(one.message));
    if (match) used.add(match);
    return !match;
  });
  const unused = allowed.filter((one) => !used.has(one));
  return [
    ...kept,
    ...unused.map((one) => ({
      path: "scripts/check/exceptions.ts",
      message: `the exception for ${one.path} is no longer needed: delete it`,
    })),
  ];
}

/** All architecture findings of parsed files. `known` tells whether a path of the repository is a file. */
export function checkSources(files: SourceFile[], known: (path: string) => boolean): Finding[] {
  return [
    ...checkBoundaries(files, known),
    ...checkCycles(files),
    ...checkSizes(files),
    ...checkForbidden(files),
    ...checkServicePaths(files),
  ];
}

export function checkArchitecture(root: string): Finding[] {
  const known = (path: string) => existsSync(join(root, path)) && statSync(join(root, path)).isFile();
  return applyExceptions(checkSources(readSources(root), known), exceptions);
}

/** "path:line message", one per finding. */
export function formatFinding(finding: Finding): string {
  return `${finding.path}${finding.line ? `:${finding.line}` : ""}  ${finding.message}`;
}

if (import.meta.main) {
  const findings = checkArchitecture(process.cwd());
  for (const finding of findings)
    console.log(`${finding.warning ? "warning " : ""}${formatFinding(finding)}`);
  process.exit(findings.some((finding) => !finding.warning) ? 1 : 0);
}
