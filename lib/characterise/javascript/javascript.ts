import type { Language } from "../language.ts";
import type { Probe } from "../request.ts";
import { callSites } from "./call-sites.ts";
import { exploreFile } from "./explorer.ts";
import { instrumentFile } from "./instrument-file.ts";
import { mutantsOf } from "./mutants.ts";
import { subjectsOf } from "./subjects.ts";
import { writeTestFile } from "./write-tests.ts";

const MAX_CONTEXT = 80;

/** JavaScript and TypeScript: files are instrumented, calls are tried through the repository's own runner. */
export const javascript: Language = {
  async instrument(bench, files) {
    const probes = new Map<string, Probe[]>();
    for (const file of files) {
      try {
        const made = instrumentFile(file, bench.read(file) ?? "");
        bench.write(file, made.text);
        probes.set(file, made.probes);
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
      }
    }
    return { probes, environment: { MORNINGAI_HITS: bench.hitsPath } };
  },
  async subjects(bench, request, entry, samples) {
    const paths = [...new Set([entry.file, ...request.context])].filter((path) =>
      /\.[cm]?[jt]sx?$/.test(path),
    );
    const files = paths.slice(0, MAX_CONTEXT).map((path) => ({ path, text: bench.read(path) ?? "" }));
    return subjectsOf(entry.file, bench.read(entry.file) ?? "", {
      sites: callSites(files),
      samples,
      read: (path) => bench.read(path),
    });
  },
  explore: exploreFile,
  async mutants(bench, entry, subjects, lines, limit) {
    return mutantsOf(entry.file, bench.read(entry.file) ?? "", subjects, lines, limit);
  },
  write(bench, request, entry, cases) {
    return writeTestFile(entry, request.runner, bench.read(entry.file) ?? "", cases);
  },
  nameOf: (_, name) => name,
};
