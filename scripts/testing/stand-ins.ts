/** Small programs that keep the contracts of the platform's processes, written into a test's own folder. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ProgramFiles } from "#scripts/start/programs.ts";

const server = (name: string, port: string, whenUp = "") => `
import { appendFileSync } from "node:fs";
import { createServer } from "node:http";
const journal = (what) => appendFileSync(process.env.JOURNAL, "${name} " + what + "\\n");
journal("start");
process.on("SIGTERM", () => { journal("stop"); process.exit(0); });
createServer((request, response) => response.end("ok")).listen(Number(${port}), "127.0.0.1", () => { ${whenUp} });
`;
const argument = (flag: string) => `process.argv[process.argv.indexOf("${flag}") + 1]`;

export interface StandIns {
  files: ProgramFiles;
  /** Give this to startPlatform: the programs note there what happens to them. */
  environment: Record<string, string>;
  journal(): string[];
}

/** `overrides` replaces the text of single programs. */
export function writeStandIns(folder: string, overrides: Partial<ProgramFiles> = {}): StandIns {
  mkdirSync(folder, { recursive: true });
  const journalPath = join(folder, "journal.txt");
  writeFileSync(journalPath, "");
  const texts: ProgramFiles = {
    database: server("database", "process.env.DB_PORT", `console.log('{"ready":true,"url":"x"}');`),
    engine: server("engine", argument("--port")),
    web: server("web", argument("-p")),
    seed: `
import { appendFileSync } from "node:fs";
export async function seed(input) { appendFileSync(${JSON.stringify(journalPath)}, "seed " + input.url + "\\n"); }`,
    ...overrides,
  };
  const files = { ...texts };
  for (const name of ["database", "engine", "web", "seed"] as const) {
    files[name] = join(folder, `${name}.ts`);
    writeFileSync(files[name], texts[name]);
  }
  return {
    files,
    environment: { PATH: process.env.PATH ?? "", JOURNAL: journalPath },
    journal: () => readFileSync(journalPath, "utf8").trim().split("\n"),
  };
}
