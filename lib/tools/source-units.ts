import { LanguageError } from "#lib/language-servers/language-error.ts";
import { languageServers, serverFor } from "#lib/language-servers/servers.ts";
import { type Unit, unitsOf } from "#lib/language-servers/units.ts";
import type { Sandbox } from "#lib/ports/sandbox/port.ts";
import { askLanguage } from "./language-question.ts";

const MAX_FILES = 400;
const SKIPPED = /(^|\/)(dist|build|vendor|coverage|out)\/|\.min\.|\.d\.ts$/;

/** Source files of the languages that there is a server for, tests included; at most 400. */
export async function sourceFiles(sandbox: Sandbox): Promise<string[]> {
  const files = await sandbox.listFiles();
  return files
    .filter(
      ({ path, size, kind }) => kind === "file" && size < 400_000 && serverFor(path) && !SKIPPED.test(path),
    )
    .map(({ path }) => path)
    .slice(0, MAX_FILES);
}

/** Functions, methods, classes and top-level values of files; a file that can't be read has none. */
export async function unitsOfFiles(sandbox: Sandbox, paths: string[]): Promise<Unit[]> {
  const units: Unit[] = [];
  for (const language of languageServers) {
    const own = paths.filter((path) => serverFor(path) === language);
    const [any] = own;
    if (any === undefined) continue;
    await askLanguage(sandbox, any, async (server) => {
      for (const path of own) {
        const found = await unitsOf(server, path).catch((error: unknown) => {
          if (error instanceof LanguageError) return [];
          throw error;
        });
        units.push(...found);
      }
    });
  }
  return units;
}
