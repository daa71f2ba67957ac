import { isSection, type Settings } from "./settings.ts";

/**
 * Settings in which `over` wins. Sections are merged key by key, everything else is replaced, lists too.
 */
export function mergeSettings(base: Settings, over: Settings): Settings {
  const merged = base;
  for (const [key, value] of Object.entries(over)) {
    const existing = merged[key];
    merged[key] = isSection(existing) && isSection(value) ? mergeSettings(existing, value) : value;
  }
  return merged;
}
