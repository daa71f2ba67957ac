import type { RepositoryFacts } from "#lib/domain/documents/check-document.ts";
import { findRenames } from "#lib/domain/documents/find-renames.ts";
import { isOwnFile } from "#lib/domain/repositories/detect-languages.ts";
import type { ToolContext } from "./define-tool.ts";

const MAX_FILES = 3_000;
const MAX_BYTES = 300_000;
/** So many of the last commits are asked what they renamed. */
const MAX_COMMITS = 60;
const MAX_PATCH = 400_000;

const BINARY = /\.(png|jpe?g|gif|webp|ico|pdf|zip|gz|woff2?|ttf|mp4|lock)$|(^|\/)package-lock\.json$/i;
const MARKDOWN = /\.mdx?$/i;
/** What tells of the past is not set right. */
const HISTORY = /(^|\/)(CHANGELOG|CHANGES|HISTORY|RELEASES?)[^/]*$/i;

/** `- "lint": "x"` beside `+ "check": "x"` in the package manifest. */
function renamedScripts(patch: string): [string, string][] {
  const manifest = patch.split(/^diff --git /m).find((part) => /^a\/package\.json /.test(part)) ?? "";
  const entries = (mark: string) => [
    ...manifest.matchAll(new RegExp(`^\\${mark}\\s*"([\\w:.-]+)":\\s*(".*?"),?\\s*$`, "gm")),
  ];
  const added = entries("+");
  return entries("-").flatMap(([, old, value]): [string, string][] => {
    const same = added.filter(([, name, other]) => other === value && name !== old);
    return old && same.length === 1 && same[0]?.[1] ? [[old, same[0][1]]] : [];
  });
}

const movedFiles = (patch: string): [string, string][] =>
  [...patch.matchAll(/^rename from (.+)\nrename to (.+)$/gm)].map(([, from = "", to = ""]) => [from, to]);

/** What the last commits renamed: names, files and scripts; the oldest first, so that the newest counts. */
async function readRenames({ forge, workspace }: ToolContext): Promise<RepositoryFacts["renames"]> {
  const commits = (await forge.log(workspace.repository, workspace.base, MAX_COMMITS)).toReversed();
  const [names, files, scripts] = [
    new Map<string, string>(),
    new Map<string, string>(),
    new Map<string, string>(),
  ];
  for (const [at, { sha }] of commits.entries()) {
    const before = commits[at - 1]?.sha;
    const patch = before ? await forge.diff(workspace.repository, before, sha) : "";
    if (patch === "" || patch.length > MAX_PATCH) continue;
    for (const [old, now] of findRenames(patch)) names.set(old, now);
    for (const [old, now] of movedFiles(patch)) files.set(old, now);
    for (const [old, now] of renamedScripts(patch)) scripts.set(old, now);
  }
  return { names, files, scripts };
}

function scriptsOf(manifest: string | undefined): Set<string> | null {
  if (manifest === undefined) return null;
  try {
    const { scripts } = JSON.parse(manifest) as { scripts?: Record<string, unknown> };
    return new Set(Object.keys(scripts ?? {}));
  } catch {
    return null;
  }
}

/** What the repository has and what its history renamed, and the texts of all files that are read. */
export async function readRepositoryFacts(
  context: ToolContext,
): Promise<RepositoryFacts & { sources: Map<string, string>; editable: string[] }> {
  const { sandbox } = context;
  const listed = (await sandbox.listFiles()).filter(
    ({ path }) => isOwnFile(path) && !path.startsWith(".morningai"),
  );
  const paths = new Set<string>();
  for (const { path } of listed) {
    const parts = path.split("/");
    for (let length = 1; length <= parts.length; length += 1) paths.add(parts.slice(0, length).join("/"));
  }
  const [documents, sources] = [new Map<string, string>(), new Map<string, string>()];
  for (const { path, size } of listed.slice(0, MAX_FILES)) {
    if (size > MAX_BYTES || BINARY.test(path)) continue;
    const text = new TextDecoder().decode((await sandbox.readFile(path)) ?? new Uint8Array());
    (MARKDOWN.test(path) ? documents : sources).set(path, text);
  }
  const words = new Set<string>();
  for (const text of sources.values())
    for (const [word] of text.matchAll(/[A-Za-z_$][\w$]*/g)) words.add(word);
  return {
    paths,
    documents,
    words,
    scripts: scriptsOf(sources.get("package.json")),
    renames: await readRenames(context),
    sources,
    editable: [...documents.keys()].filter((path) => !HISTORY.test(path)),
  };
}
