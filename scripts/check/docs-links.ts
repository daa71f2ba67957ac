/** Links in Markdown files that name a file of the repository must name one that exists. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Finding } from "./source.ts";

const link = /\]\(([^()\s]+)(?:\s+"[^"]*")?\)/g;

/** Relative link targets of a Markdown text with their lines, without those in code blocks. */
export function linksOf(markdown: string): { target: string; line: number }[] {
  const links: { target: string; line: number }[] = [];
  let inCode = false;
  for (const [index, text] of markdown.split("\n").entries()) {
    if (/^\s*(```|~~~)/.test(text)) inCode = !inCode;
    if (inCode) continue;
    for (const match of text.replace(/`[^`]*`/g, "").matchAll(link)) {
      const target = decodeURI(match[1] ?? "").split("#")[0] ?? "";
      if (target && !/^[a-z]+:|^\/\//i.test(target)) links.push({ target, line: index + 1 });
    }
  }
  return links;
}

export function checkDocsLinks(root: string): Finding[] {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", "-z", "*.md"];
  const paths = execFileSync("git", args, { cwd: root, encoding: "utf8" }).split("\0").filter(Boolean);
  const own = paths.filter(
    (path) => !/^(evals\/(repositories|fixes|refactorings|tests|docs)|supabase\/seed)\//.test(path),
  );
  return own
    .filter((path) => existsSync(join(root, path)))
    .flatMap((path) =>
      linksOf(readFileSync(join(root, path), "utf8")).flatMap(({ target, line }) => {
        const file = target.startsWith("/") ? join(root, target) : join(root, dirname(path), target);
        return existsSync(file) ? [] : [{ path, line, message: `links to ${target}, which does not exist` }];
      }),
    );
}
