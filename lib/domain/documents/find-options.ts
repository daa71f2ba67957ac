/** An option that the source of a command declares. */
export interface DeclaredOption {
  /** "--limit". */
  name: string;
  /** As it is called: "--limit <number>". */
  usage: string;
  help: string;
}

const commander =
  /\.(?:option|requiredOption)\(\s*["'`]([^"'`]*--[\w-]+[^"'`]*)["'`](?:\s*,\s*["'`]([^"'`]*)["'`])?/g;
const argparse = /add_argument\(\s*(?:["']-\w["']\s*,\s*)?["'](--[\w-]+)["']([^)]*)\)/g;
const yargs = /\.option\(\s*["'`]([a-z][\w-]*)["'`]\s*,\s*\{([^}]*)\}/g;

const stringIn = (text: string, field: string): string =>
  new RegExp(`${field}\\s*[:=]\\s*(?:["'\`])((?:[^"'\`\\\\]|\\\\.)*)["'\`]`).exec(text)?.[1] ?? "";

/** Options that a source file declares with commander, yargs or argparse, with the help that it gives. */
export function findOptions(source: string): DeclaredOption[] {
  const found: DeclaredOption[] = [];
  for (const [, usage = "", help = ""] of source.matchAll(commander)) {
    const name = /--[\w-]+/.exec(usage)?.[0];
    if (name) found.push({ name, usage: usage.trim(), help });
  }
  for (const [, name = "", rest = ""] of source.matchAll(argparse)) {
    const value = /action\s*=\s*["']store_(?:true|false)/.test(rest)
      ? ""
      : ` <${stringIn(rest, "metavar") || name.slice(2)}>`;
    found.push({ name, usage: `${name}${value.toLowerCase()}`, help: stringIn(rest, "help") });
  }
  for (const [, name = "", rest = ""] of source.matchAll(yargs)) {
    const value = /boolean/.test(stringIn(rest, "type")) ? "" : ` <${stringIn(rest, "type") || "value"}>`;
    found.push({
      name: `--${name}`,
      usage: `--${name}${value}`,
      help: stringIn(rest, "describe") || stringIn(rest, "description"),
    });
  }
  return found;
}

/** A document with one more option, in the form of the options beside it; null when it lists none. */
export function addOption(source: string, option: DeclaredOption): string | null {
  const lines = source.split("\n");
  const rows = lines.flatMap((line, at) => (/^\|\s*`[^`]*--[\w-]+/.test(line) ? [at] : []));
  const items = lines.flatMap((line, at) => (/^\s*[-*]\s+`[^`]*--[\w-]+/.test(line) ? [at] : []));
  const at = (rows.at(-1) ?? items.at(-1)) as number | undefined;
  if (at === undefined) return null;
  const like = lines[at] ?? "";
  const cells = like.split("|").length - 2;
  const row = `| \`${option.usage}\` | ${option.help}${" |".repeat(Math.max(1, cells - 1))}`;
  const mark = /^\s*[-*]\s+`[^`]*`(\s*[:–—-]+\s*|\s+)/.exec(like);
  const item = `${/^\s*[-*]\s+/.exec(like)?.[0] ?? "- "}\`${option.usage}\`${mark?.[1] ?? ": "}${option.help}`;
  return lines.toSpliced(at + 1, 0, rows.length > 0 ? row : item).join("\n");
}
