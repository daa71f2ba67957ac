import type { Settings } from "./settings.ts";

const PREFIX = "TOOL_";

function parse(text: string): string | number | boolean {
  if (text === "true" || text === "false") return text === "true";
  const number = Number(text);
  return text.trim() !== "" && Number.isFinite(number) ? number : text;
}

/** Settings from variables: TOOL_BUILD__MINIFY=true is `{ build: { minify: true } }`. */
export function fromEnvironment(variables: Record<string, string>): Settings {
  const settings: Settings = {};
  for (const [name, text] of Object.entries(variables)) {
    if (!name.startsWith(PREFIX)) continue;
    const path = name.slice(PREFIX.length).toLowerCase().split("__");
    const last = path.pop() ?? "";
    let section = settings;
    for (const key of path) section = (section[key] ??= {}) as Settings;
    section[last] = parse(text);
  }
  return settings;
}
