import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { collectBlobs } from "./collect-blobs.ts";
import { type Finding, runGitleaks, runSecretlint } from "./scan.ts";

export interface Leak {
  path: string;
  line: number;
  /** Which engines and rules found it. */
  rules: string[];
  /** A commit that holds it, or "not committed". */
  commit: string;
}

/** The invented values that tests need, as `.gitleaks.toml` lists them: `'''expression''', # reason`. */
export function readAllowed(config: string): RegExp[] {
  const [, list = ""] = /^regexes = \[\n([\s\S]*?)^\]/m.exec(readFileSync(config, "utf8")) ?? [];
  return [...list.matchAll(/^\s*'''(.+?)''',\s*# \S.*$/gm)].map(
    ([, expression = ""]) => new RegExp(expression),
  );
}

function commitOf(repository: string, id: string): string {
  if (!/^[0-9a-f]{40}$/.test(id)) return id;
  const args = ["-C", repository, "log", "--all", "--format=%h", "--max-count=1", `--find-object=${id}`];
  return execFileSync("git", args, { encoding: "utf8" }).trim();
}

/** Secrets in the whole history and the work tree of a repository; none of them is part of the answer. */
export function findInRepository(repository: string, config: string): { leaks: Leak[]; texts: number } {
  const work = mkdtempSync(join(tmpdir(), "morningai-secrets-"));
  const folder = join(work, "texts");
  mkdirSync(folder);
  try {
    const blobs = collectBlobs(repository, folder);
    const allowed = readAllowed(config);
    const found = [...runSecretlint(folder, work), ...runGitleaks(folder, work, config)];
    const real = found.filter(({ secret }) => !allowed.some((expression) => expression.test(secret)));
    const places = Map.groupBy(real, ({ file, line }: Finding) => `${file}:${line}`);
    const leaks = [...places.values()].map(([first, ...others]) => {
      const { file, line, rule } = first as Finding;
      const blob = blobs.get(file) ?? { id: "", path: file };
      const rules = [...new Set([rule, ...others.map((one) => one.rule)])];
      return { path: blob.path, line, rules, commit: commitOf(repository, blob.id) };
    });
    return { leaks, texts: blobs.size };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
