import { z } from "zod";
import { LanguageError } from "#lib/language-servers/language-error.ts";
import { hover } from "#lib/language-servers/protocol.ts";
import { serverFor } from "#lib/language-servers/servers.ts";
import { defineTool, type ToolContext, ToolError } from "./define-tool.ts";
import { askLanguage, locate } from "./language-question.ts";
import { harmOf, onlyNew, treeErrors } from "./new-diagnostics.ts";
import { type ProgramFinding, type ReviewedFile, runReviewProgram } from "./review-program.ts";

const MAX_FILES = 300;
const MAX_FINDINGS = 100;
const SHOWN = 0.6;

type Found = ProgramFinding & { source: "rules" | "compiler" };

/** Paths of a unified patch; both names of a renamed file. */
export function pathsOfPatch(patch: string): string[] {
  const paths = patch
    .split(/^diff --git /m)
    .slice(1)
    .flatMap((part) => [/^a\/(.+?) b\//.exec(part)?.[1], /^a\/.+? b\/(.+)$/m.exec(part)?.[1]])
    .filter((path) => path !== undefined);
  return [...new Set(paths)];
}

const decode = (bytes: Uint8Array | null): string | null =>
  bytes === null || bytes.includes(0) ? null : new TextDecoder().decode(bytes);

async function readFiles(
  { forge, workspace }: ToolContext,
  { base, head }: { base: string; head: string },
  paths: string[],
): Promise<ReviewedFile[]> {
  const files = await Promise.all(
    paths.map(async (path) => ({
      path,
      before: decode(await forge.readBlob(workspace.repository, base, path)),
      after: decode(await forge.readBlob(workspace.repository, head, path)),
    })),
  );
  return files.flatMap(({ path, before, after }) => (after === null ? [] : [{ path, before, after }]));
}

/** Puts the files of a commit into the sandbox; those that it does not have are taken out. */
export async function placeTree(
  { sandbox, forge, workspace }: Pick<ToolContext, "sandbox" | "forge" | "workspace">,
  commit: string,
  paths: string[],
): Promise<void> {
  for (const path of paths) {
    const content = await forge.readBlob(workspace.repository, commit, path);
    if (content) await sandbox.writeFile(path, content);
    else await sandbox.removeFile(path);
  }
}

/** Calls that stand alone and give a promise, by what the language server says of their type. */
async function floatingPromises(
  { sandbox }: ToolContext,
  candidates: { path: string; line: number; name: string }[],
  lines: Map<string, string[]>,
): Promise<Found[]> {
  const found: Found[] = [];
  for (const { path, line, name } of candidates.slice(0, 100)) {
    const type = await askLanguage(sandbox, path, async (server) => {
      const place = await locate(server, { path, symbol: name, line });
      return server.ask(hover, "textDocument/hover", { position: place.position }, place.path);
    });
    if (!/\)\s*(?::|=>)\s*Promise(Like)?</.test(type.split("\n\n")[0] ?? type)) continue;
    found.push({
      rule: "promise-not-awaited",
      source: "compiler",
      path,
      line,
      confidence: 0.8,
      excerpt: (lines.get(path)?.[line - 1] ?? "").trim().slice(0, 200),
      harm: `${name} gives a promise that nobody awaits: the code goes on before it is done, and when it fails the process gets an unhandled rejection.`,
    });
  }
  return found;
}

/** What the compilers say of head and did not say of base. The sandbox stands at head before and after. */
async function newErrors(
  context: ToolContext,
  commits: { base: string; head: string },
  paths: string[],
): Promise<Omit<Found, "excerpt">[]> {
  const after = await treeErrors(context.sandbox, paths);
  if (after.length === 0) return [];
  try {
    await placeTree(context, commits.base, paths);
    const before = await treeErrors(context.sandbox, paths);
    return onlyNew(before, after).map((error) => ({
      rule: error.code ? `compiler-${error.code}` : "compiler",
      source: "compiler",
      path: error.path,
      line: error.line,
      confidence: paths.includes(error.path) ? 0.85 : 0.75,
      harm: harmOf(error),
    }));
  } finally {
    await placeTree(context, commits.head, paths);
  }
}

/** Runs a part of the review that may be impossible here; what it says instead is kept. */
async function attempt<Result>(work: Promise<Result[]>, part: string, looked: string[]): Promise<Result[]> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ToolError || error instanceof LanguageError)) throw error;
    looked.push(`${part} could not be asked: ${error.message}`);
    return [];
  }
}

export const reviewChange = defineTool({
  name: "review_change",
  description:
    "Looks at the change between two commits and lists what it does wrong: file, line, concrete harm, confidence. By rules on the changed lines and by errors of the type checker that the old code did not have. The sandbox has to stand at head. A clean change gives none.",
  risk: "low",
  input: z.object({
    base: z.string().length(40),
    head: z.string().length(40),
    /** Whether the language servers are asked as well. */
    types: z.boolean().default(true),
  }),
  async execute(context, { types, ...commits }) {
    const { forge, workspace, sandbox } = context;
    const paths = pathsOfPatch(await forge.diff(workspace.repository, commits.base, commits.head));
    const files = await readFiles(context, commits, paths.slice(0, MAX_FILES));
    const lines = new Map(files.map(({ path, after }) => [path, after.split("\n")]));
    const looked = [`The rules looked at ${files.length} of ${paths.length} changed files.`];
    const program = await runReviewProgram(sandbox, files);
    looked.push(...program.problems);
    const spoken = types ? paths.filter((path) => serverFor(path)) : [];
    const typed = program.candidates.filter(({ path }) => spoken.includes(path));
    const promises = await attempt(floatingPromises(context, typed, lines), "Types of calls", looked);
    const errors =
      spoken.length > 0 ? await attempt(newErrors(context, commits, spoken), "The compiler", looked) : [];
    looked.push(
      spoken.length > 0
        ? `The type checker finds ${errors.length === 0 ? "nothing" : `${errors.length} ${errors.length === 1 ? "error" : "errors"}`} that the old code did not have.`
        : types
          ? "No type checker reads the changed files."
          : "The type checker is asked elsewhere.",
    );
    const all: Found[] = [
      ...program.findings.map((one) => ({ ...one, source: "rules" as const })),
      ...promises,
      ...errors.map((one) => ({
        ...one,
        excerpt: (lines.get(one.path)?.[one.line - 1] ?? "").trim().slice(0, 200),
      })),
    ];
    const shown = all.filter(({ confidence }) => confidence >= SHOWN);
    // Two ways may see the same: the rule's words come first.
    const unique = new Map<string, Found>();
    for (const one of shown) {
      const key = `${one.path}\0${one.line}\0${one.rule}`;
      if (!unique.has(key)) unique.set(key, one);
    }
    return {
      findings: [...unique.values()].slice(0, MAX_FINDINGS),
      looked,
      paths,
      truncated: unique.size > MAX_FINDINGS,
    };
  },
});
