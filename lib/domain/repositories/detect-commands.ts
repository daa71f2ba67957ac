import { detectInstall } from "./detect-install.ts";
import { detectLanguages } from "./detect-languages.ts";
import { detectPackages, type Packages } from "./detect-packages.ts";
import { detectPython } from "./detect-python.ts";
import { DetectedCommands, type ReadText, type RepositoryFile } from "./detect-schema.ts";
import { detectPlainTests, detectTests, findTestFiles } from "./detect-tests.ts";

const inFolder = (folder: string, command: string | null) =>
  command && folder !== "" ? `cd '${folder.replaceAll("'", "'\\''")}' && ${command}` : command;

/** Files that a person would open first: what package.json names, then the usual places. */
function findEntryPoints(packages: Packages | null, paths: Set<string>): string[] {
  const prefix = packages?.folder ? `${packages.folder}/` : "";
  const { main, module, bin, scripts } = packages?.manifest ?? {};
  const started = /\bnode\s+(?:--?\S+\s+)*([^\s-]\S*\.[cm]?[jt]s)/.exec(scripts?.start ?? "")?.[1];
  const named = [started, main, module, ...(typeof bin === "string" ? [bin] : Object.values(bin ?? {}))];
  const usual = ["index", "main", "server", "app", "cli"].flatMap((name) =>
    ["ts", "tsx", "js", "mjs"].flatMap((extension) => [`src/${name}.${extension}`, `${name}.${extension}`]),
  );
  const candidates = [...named, ...usual]
    .filter((path): path is string => Boolean(path))
    .map((path) => prefix + path.replace(/^\.\//, ""));
  return [...new Set(candidates)].filter((path) => paths.has(path)).slice(0, 20);
}

function withoutPackage(languages: DetectedCommands["languages"], files: RepositoryFile[]): string {
  if (files.length === 0) return "The repository has no files.";
  const main = languages[0]?.name;
  if (!main || main === "JavaScript" || main === "TypeScript") {
    return "There is no package.json in the root, so no commands were found. Enter them by hand.";
  }
  return `Most of the code is ${main}. Commands are found for JavaScript, TypeScript and Python only; enter them by hand.`;
}

function testNotes(tests: { runner: string; command: string | null }, testFiles: string[]): string[] {
  if (tests.command === null) return ["No tests were found. Without tests a change can't be verified."];
  if (tests.runner !== "unknown")
    return testFiles.length > 0 ? [] : ["No test files were recognised by their names."];
  return ["The test runner is not known, so only the exit code of the tests is used."];
}

/** A package.json beside Python code is often that of its pages or tools: the language of the tests decides. */
function mainlyPython(languages: DetectedCommands["languages"], testFiles: string[]): boolean {
  const python = testFiles.filter((path) => path.endsWith(".py")).length;
  return languages[0]?.name === "Python" && python > 0 && python >= testFiles.length / 2;
}

function scriptCommand(packages: Packages, name: string): string | null {
  return packages.manifest.scripts[name] ? `npm run ${name}` : null;
}

/**
 * Languages, package manager, test runner and commands of a repository, from its list of files and the
 * text of a few of them. Pure: nothing is run. Commands are guesses that a person can correct.
 */
export async function detectCommands(files: RepositoryFile[], readText: ReadText): Promise<DetectedCommands> {
  const regular = files.filter((file) => file.mode !== "160000" && file.mode !== "120000");
  const paths = new Set(regular.map((file) => file.path));
  const languages = detectLanguages(regular);
  const testFiles = findTestFiles(regular);
  const packages = await detectPackages(regular, readText);
  const python = await detectPython(regular, testFiles, readText);
  if (python && (!packages || mainlyPython(languages, testFiles))) {
    return DetectedCommands.parse({ languages, testFiles, workspaces: [], ...python });
  }
  if (!packages) {
    const makefile = (await readText("Makefile")) ?? "";
    const plain = await detectPlainTests(testFiles, readText);
    const test = /^test:/m.test(makefile) ? "make test" : plain.command;
    return DetectedCommands.parse({
      languages,
      packageManager: null,
      runner: plain.runner,
      commands: { install: null, test, build: null, lint: null },
      testFiles,
      entryPoints: findEntryPoints(null, paths),
      workspaces: [],
      needsInstall: false,
      notes: plain.command ? [] : [withoutPackage(languages, files)],
    });
  }
  const tests = await detectTests(packages, testFiles, readText);
  const install = packages.needsInstall ? await detectInstall(packages, regular, readText) : null;
  const { folder } = packages;
  return DetectedCommands.parse({
    languages,
    packageManager: packages.manager,
    runner: tests.runner,
    commands: {
      install: inFolder(folder, install?.command ?? null),
      test: inFolder(folder, tests.command),
      build: inFolder(folder, scriptCommand(packages, "build")),
      lint: inFolder(folder, scriptCommand(packages, "lint")),
    },
    testFiles,
    entryPoints: findEntryPoints(packages, paths),
    workspaces: packages.workspaces,
    needsInstall: packages.needsInstall,
    notes: [...(install?.notes ?? []), ...testNotes(tests, testFiles)],
  });
}
