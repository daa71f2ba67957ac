import { z } from "zod";
import { testRunners } from "#lib/domain/test-reports/schema.ts";

const commandLine = z.string().min(1).nullable();

/** What is found out about a repository from its files alone, without running anything. */
export const DetectedCommands = z.object({
  /** Share of the bytes of source files, 0 to 1, largest first. */
  languages: z.array(z.object({ name: z.string(), share: z.number() })),
  packageManager: z.enum(["npm", "pnpm", "yarn", "pip"]).nullable(),
  runner: z.enum(testRunners),
  /** Single lines for `sh -c` in the root of the repository; null: there is none. */
  commands: z.object({ install: commandLine, test: commandLine, build: commandLine, lint: commandLine }),
  testFiles: z.array(z.string()),
  entryPoints: z.array(z.string()),
  /** Folders of workspace packages. */
  workspaces: z.array(z.string()),
  /** False when nothing has to be installed before the tests can run. */
  needsInstall: z.boolean(),
  /** Sentences for people: what was not understood, and what will not work. */
  notes: z.array(z.string()),
});

export type DetectedCommands = z.infer<typeof DetectedCommands>;

const record = z.record(z.string(), z.string()).catch({}).default({});

/** The parts of package.json that matter here; anything malformed counts as not there. */
export const PackageManifest = z.object({
  name: z.string().optional().catch(undefined),
  main: z.string().optional().catch(undefined),
  module: z.string().optional().catch(undefined),
  bin: z.union([z.string(), record]).optional().catch(undefined),
  packageManager: z.string().optional().catch(undefined),
  scripts: record,
  dependencies: record,
  devDependencies: record,
  optionalDependencies: record,
  peerDependencies: record,
  workspaces: z
    .union([
      z.array(z.string()),
      z.object({ packages: z.array(z.string()) }).transform((value) => value.packages),
    ])
    .catch([])
    .default([]),
  jest: z.unknown().optional(),
  mocha: z.unknown().optional(),
});

export type PackageManifest = z.infer<typeof PackageManifest>;

/** A file of the repository, as the forge lists it. */
export interface RepositoryFile {
  path: string;
  size: number;
  mode?: string;
}

/** Text of a file of the repository; null when there is none. */
export type ReadText = (path: string) => Promise<string | null>;
