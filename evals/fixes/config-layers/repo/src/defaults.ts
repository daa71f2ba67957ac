import type { Settings } from "./settings.ts";

export const defaults: Settings = {
  lint: { enabled: true, rules: { indent: "2", quotes: "double" } },
  build: { target: "es2022", minify: false, external: [] },
  report: { format: "text", colour: true },
};
