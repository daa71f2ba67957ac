import type { StackFrame } from "./schema.ts";

const JAVASCRIPT = /^\s*at (?:(?:async )?(.+?) \()?((?:file:\/\/)?[^\s()]+?):(\d+)(?::\d+)?\)?\s*$/gm;
const PYTHON = /^\s*File "([^"\n]+)", line (\d+)(?:, in (\S+))?/gm;
const DEPENDENCY = /(?:^|\/)(?:node_modules|site-packages|dist-packages)\//;
const RUNTIME = /^(?:node:|internal\/|<)|(?:^|\/)lib\/python\d/;
const MAX_FRAMES = 40;

/** The repository's file that a path of another machine ends with: the longest match, and only one. */
export function matchPath(path: string, paths: ReadonlySet<string>): string | null {
  const parts = path
    .replace(/^file:\/\//, "")
    .replace(/^[A-Za-z]:/, "")
    .split(/[/\\]+/)
    .filter((part) => part !== "" && part !== ".");
  for (let skip = 0; skip < parts.length; skip += 1) {
    const suffix = parts.slice(skip).join("/");
    if (paths.has(suffix)) return suffix;
    const ending = [...paths].filter((one) => one.endsWith(`/${suffix}`));
    if (ending.length > 0) return ending.length === 1 ? (ending[0] ?? null) : null;
  }
  return null;
}

function frameOf(
  path: string,
  line: string,
  name: string | undefined,
  paths: ReadonlySet<string>,
): StackFrame {
  const base = { line: Number(line), function: name ?? null };
  const dependency = DEPENDENCY.exec(path);
  if (dependency)
    return { ...base, file: path.slice(dependency.index).replace(/^\//, ""), place: "dependency" };
  if (RUNTIME.test(path)) return { ...base, file: path, place: "runtime" };
  const own = matchPath(path, paths);
  return { ...base, file: own ?? path, place: own ? "repository" : "unknown" };
}

/** Stack frames of JavaScript and Python in a text, the place of the error first. */
export function readFrames(text: string, paths: ReadonlySet<string>): StackFrame[] {
  const javascript = [...text.matchAll(JAVASCRIPT)]
    .slice(0, MAX_FRAMES)
    .map(([, name, path = "", line = ""]) => frameOf(path, line, name, paths));
  const python = [...text.matchAll(PYTHON)]
    .slice(-MAX_FRAMES)
    .map(([, path = "", line = "", name]) => frameOf(path, line, name, paths))
    .reverse();
  return [...javascript, ...python];
}
