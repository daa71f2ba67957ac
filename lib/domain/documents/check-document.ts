import { posix } from "node:path";
import { anchorsOf, linksOf, namesOf, replaceAt } from "./read-markdown.ts";

/** What the repository has, to hold a document against. */
export interface RepositoryFacts {
  /** Every file and folder. */
  paths: ReadonlySet<string>;
  /** Text of every document, by path. */
  documents: ReadonlyMap<string, string>;
  /** Words of all files that are no documents. */
  words: ReadonlySet<string>;
  /** Scripts of the package; null without one. */
  scripts: ReadonlySet<string> | null;
  /** What the history replaced by what: names, files, scripts. */
  renames: {
    names: ReadonlyMap<string, string>;
    files: ReadonlyMap<string, string>;
    scripts: ReadonlyMap<string, string>;
  };
}

export interface Checked {
  text: string;
  /** What was set right, one sentence each. */
  fixed: string[];
  /** What is wrong, or may be, and can't be set right from the repository. */
  open: string[];
  links: number;
  names: number;
}

/** Follows renames to what is there now; null when nothing is. */
function follow(
  renames: ReadonlyMap<string, string>,
  name: string,
  exists: (name: string) => boolean,
): string | null {
  let now = name;
  for (let step = 0; step < 10; step += 1) {
    const next = renames.get(now);
    if (next === undefined) return null;
    if (exists(next)) return next;
    now = next;
  }
  return null;
}

const OUTSIDE = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i;

interface Finding {
  edits: { start: number; end: number; text: string }[];
  fixed: string[];
  open: string[];
}

/** Where a link that leads nowhere has to lead; null when the repository does not say. */
function newTarget(facts: RepositoryFacts, path: string): string | null {
  const moved = follow(facts.renames.files, path, (one) => facts.paths.has(one));
  if (moved) return moved;
  const same = [...facts.paths].filter(
    (one) => posix.basename(one) === posix.basename(path) && posix.extname(one) !== "",
  );
  return same.length === 1 ? (same[0] ?? null) : null;
}

function checkLinks(facts: RepositoryFacts, path: string, text: string): Finding & { count: number } {
  const found: Finding & { count: number } = { edits: [], fixed: [], open: [], count: 0 };
  for (const link of linksOf(text)) {
    if (OUTSIDE.test(link.text)) continue;
    found.count += 1;
    const [file = "", anchor] = link.text.split("#");
    const bare = decodeURI(file.split("?")[0] ?? "");
    const target =
      bare === ""
        ? path
        : posix.normalize(bare.startsWith("/") ? bare.slice(1) : posix.join(posix.dirname(path), bare));
    const folder = target.replace(/\/$/, "");
    const at = `${path}:${link.line}`;
    if (target !== "." && !facts.paths.has(folder) && !target.startsWith("..")) {
      const now = newTarget(facts, folder);
      if (now === null) found.open.push(`${at}: the link ${link.text} leads nowhere.`);
      else {
        const relative = posix.relative(posix.dirname(path), now);
        const start = link.start;
        found.edits.push({
          start,
          end: start + file.length,
          text: file.startsWith("./") ? `./${relative}` : relative,
        });
        found.fixed.push(`${at}: the link ${file} leads to ${now} now.`);
      }
      continue;
    }
    const document = facts.documents.get(folder);
    if (anchor && document !== undefined && !anchorsOf(document).has(anchor.toLowerCase()))
      found.open.push(`${at}: ${folder} has no heading #${anchor}.`);
  }
  return found;
}

/** Names that only code has: a call, a camel-cased or underscored word. */
const CODE_NAME = /[a-z][A-Z]|_|\./;

function checkNames(facts: RepositoryFacts, path: string, text: string): Finding & { count: number } {
  const found: Finding & { count: number } = { edits: [], fixed: [], open: [], count: 0 };
  for (const name of namesOf(text)) {
    const called = text[name.end] === "(";
    if (!called && !CODE_NAME.test(name.text)) continue;
    if (/\.(?:[cm]?[jt]sx?|py|json|ya?ml|md|toml|txt|sh|css|html|env)$/.test(name.text)) continue;
    found.count += 1;
    const parts = name.text.split(".");
    let offset = name.start;
    for (const part of parts) {
      if (!facts.words.has(part)) {
        const now = follow(facts.renames.names, part, (one) => facts.words.has(one));
        const at = `${path}:${name.line}`;
        if (now) {
          found.edits.push({ start: offset, end: offset + part.length, text: now });
          found.fixed.push(`${at}: ${part} is called ${now} now.`);
        } else if (called || /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(part))
          found.open.push(`${at}: nothing in the repository is called ${part}.`);
      }
      offset += part.length + 1;
    }
  }
  return found;
}

const RUN = /\b(?:npm run(?:-script)?|yarn(?: run)?|pnpm(?: run)?)\s+([a-z][\w:.-]*)/g;
const YARN_OWN =
  /^(?:add|install|remove|up|upgrade|init|dlx|exec|test|start|build|create|global|why|list|info|link|run|publish|audit|store|import|update)$/;

function checkScripts(facts: RepositoryFacts, path: string, text: string): Finding {
  const found: Finding = { edits: [], fixed: [], open: [] };
  if (facts.scripts === null) return found;
  for (const match of text.matchAll(RUN)) {
    const name = match[1] ?? "";
    if (facts.scripts.has(name) || (!/run/.test(match[0]) && YARN_OWN.test(name))) continue;
    const start = match.index + match[0].length - name.length;
    const at = `${path}:${text.slice(0, start).split("\n").length}`;
    const now = follow(facts.renames.scripts, name, (one) => facts.scripts?.has(one) === true);
    if (now) {
      found.edits.push({ start, end: start + name.length, text: now });
      found.fixed.push(`${at}: the script ${name} is called ${now} now.`);
    } else found.open.push(`${at}: package.json has no script ${name}.`);
  }
  return found;
}

/** Holds a document against the repository: links, names in code, scripts. What is proven is set right. */
export function checkDocument(facts: RepositoryFacts, path: string, text: string): Checked {
  const [links, names, scripts] = [
    checkLinks(facts, path, text),
    checkNames(facts, path, text),
    checkScripts(facts, path, text),
  ];
  const all = [links, names, scripts];
  return {
    text: replaceAt(
      text,
      all.flatMap(({ edits }) => edits),
    ),
    fixed: all.flatMap(({ fixed }) => fixed),
    open: all.flatMap(({ open }) => open),
    links: links.count,
    names: names.count,
  };
}
