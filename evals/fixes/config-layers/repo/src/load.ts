import { defaults } from "./defaults.ts";
import { fromEnvironment } from "./environment.ts";
import { mergeSettings } from "./merge.ts";
import type { Settings } from "./settings.ts";

export interface Sources {
  /** What the project's file says. */
  file?: Settings;
  environment?: Record<string, string>;
  /** What was given on the command line. */
  flags?: Settings;
}

/** The settings of a project: defaults, then file, then environment, then command line; the later ones win. */
export function loadSettings({ file = {}, environment = {}, flags = {} }: Sources): Settings {
  return [file, fromEnvironment(environment), flags].reduce(mergeSettings, defaults);
}
