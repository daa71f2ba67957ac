import { findTestFiles } from "#lib/domain/repositories/detect-tests.ts";
import type { Sandbox } from "#lib/ports/sandbox/port.ts";
import type { IssueSymbol } from "./schema.ts";

/** How a file gives a name to others. */
export type Export = "named" | "default" | "commonjs" | "commonjs-default" | "python";

export interface Definition extends IssueSymbol {
  /** Null when the file keeps it to itself. */
  exported: Export | null;
  isAsync: boolean;
}

const SOURCE = ["js", "mjs", "cjs", "jsx", "ts", "mts", "cts", "tsx", "py"];
const SKIPPED = ["node_modules", ".venv", ".git", "dist", "build", "coverage"];

const escaped = (name: string): string => name.replaceAll("$", "\\$");

function definitionPattern(names: string[]): string {
  const any = `(${names.map(escaped).join("|")})`;
  return [
    `(function\\*?|def|class|const|let|var|interface|type|enum)[[:space:]]+${any}([^[:alnum:]_$]|$)`,
    `exports\\.${any}[[:space:]]*=`,
    `^[[:space:]]+(static |async |public |private |protected )*${any}[[:space:]]*\\([^)]*\\)[^;]*\\{[[:space:]]*$`,
  ].join("|");
}

const rules: [Export, (name: string) => RegExp][] = [
  ["default", (n) => new RegExp(`^export default (?:(?:async )?function\\*? |class )?${n}\\b`, "m")],
  ["named", (n) => new RegExp(`^export (?:async )?(?:function\\*?|const|let|var|class) ${n}\\b`, "m")],
  ["named", (n) => new RegExp(`^export \\{[^}]*\\b${n}\\b(?! as )[^}]*\\}`, "m")],
  ["commonjs-default", (n) => new RegExp(`^module\\.exports = (?:(?:async )?function )?${n}\\b`, "m")],
  [
    "commonjs",
    (n) => new RegExp(`^(?:module\\.)?exports\\.${n} =|^module\\.exports = \\{[^}]*\\b${n}\\b`, "m"),
  ],
];

function exportOf(file: string, name: string, text: string): Export | null {
  const own = escaped(name);
  if (file.endsWith(".py"))
    return new RegExp(`^(?:async )?(?:def|class) ${own}\\b|^${own}\\s*[:=]`, "m").test(text)
      ? "python"
      : null;
  return rules.find(([, rule]) => rule(own).test(text))?.[0] ?? null;
}

const isAsyncIn = (name: string, text: string): boolean =>
  new RegExp(`\\basync (?:def|function\\*?) ${escaped(name)}\\b|\\b${escaped(name)} = async\\b`).test(text);

/** Where the repository's source, tests apart, defines the names; definitions that others can use come first. */
export async function findSymbols(sandbox: Sandbox, names: string[]): Promise<Definition[]> {
  const asked = names.filter((name) => /^[A-Za-z_$][\w$]*$/.test(name)).slice(0, 60);
  if (asked.length === 0) return [];
  const result = await sandbox.exec({
    argv: [
      "grep",
      "-rnIE",
      "-m",
      "200",
      ...SOURCE.map((extension) => `--include=*.${extension}`),
      ...SKIPPED.map((folder) => `--exclude-dir=${folder}`),
      "-e",
      definitionPattern(asked),
      ".",
    ],
    limits: { wallMs: 20_000, outputBytes: 400_000 },
  });
  const hits = result.stdout.split("\n").flatMap((line) => {
    const match = /^(?:\.\/)?(.+?):(\d+):(.*)$/.exec(line);
    const [, file, at, text = ""] = match ?? [];
    const name = asked.find((one) => new RegExp(`(?<![\\w$])${escaped(one)}(?![\\w$])`).test(text));
    return file && at && name ? [{ file, line: Number(at), name }] : [];
  });
  const tests = new Set(findTestFiles(hits.map(({ file }) => ({ path: file, size: 0 }))));
  const own = hits.filter(({ file }) => !tests.has(file)).slice(0, 80);
  const texts = new Map<string, string>();
  for (const file of new Set(own.map((hit) => hit.file)))
    texts.set(file, new TextDecoder().decode((await sandbox.readFile(file)) ?? new Uint8Array()));
  const found = own.map((hit): Definition => {
    const text = texts.get(hit.file) ?? "";
    return { ...hit, exported: exportOf(hit.file, hit.name, text), isAsync: isAsyncIn(hit.name, text) };
  });
  const first = new Map(found.toReversed().map((one) => [`${one.file}\0${one.name}`, one]));
  return found
    .filter((one) => first.get(`${one.file}\0${one.name}`) === one)
    .toSorted((a, b) => Number(a.exported === null) - Number(b.exported === null));
}
