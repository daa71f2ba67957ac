import type { DetectedCommands, ReadText, RepositoryFile } from "./detect-schema.ts";

type PythonRunner = "pytest" | "unittest" | "unknown";

const MANIFESTS = ["pyproject.toml", "setup.py", "setup.cfg", "Pipfile", "tox.ini", "pytest.ini"];
const REQUIREMENTS =
  /^(?:requirements\/)?(?:(?:dev|test|tests)[-_])?(?:requirements|base|dev|tests?|ci)(?:[-_.](?:dev|tests?|ci))?\.txt$/;

/** The sandbox carries pytest; these alone are no reason to install anything. */
const CARRIED = /^(?:pytest|setuptools|wheel|pip)(?![\w-])/i;

const SCAN_TESTS = 8;

/** What the files of a Python repository say, before commands are made of it. */
interface PythonProject {
  /** Folder that commands run in; "" is the root. */
  folder: string;
  files: string[];
  requirementFiles: string[];
  requirements: string[];
  /** It is a package with dependencies of its own, so that it is installed itself. */
  installable: boolean;
  pyproject: string;
  settings: string;
}

const inside = (folder: string, path: string): string => (folder === "" ? path : `${folder}/${path}`);

/** The root, or the one folder below it that holds a manifest; null when no Python is there. */
function projectFolder(paths: string[]): string | null {
  const marks = new Set([...MANIFESTS, "requirements.txt", "conftest.py"]);
  if (paths.some((path) => marks.has(path))) return "";
  const below = paths
    .filter((path) => path.split("/").length === 2 && marks.has(path.split("/")[1] ?? ""))
    .map((path) => path.split("/")[0] ?? "");
  const folders = [...new Set(below)];
  if (folders.length === 1 && !paths.some((path) => /^[^/]+\.py$/.test(path))) return folders[0] ?? null;
  return paths.some((path) => path.endsWith(".py")) ? "" : null;
}

function requirementLines(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.replace(/(^|\s)#.*$/, "").trim())
    .filter((line) => line !== "" && !line.startsWith("-"));
}

/** Strings of `name = [ … ]` in a section of a TOML file; enough for lists of dependencies. */
function tomlLists(toml: string, section: string, names: RegExp): string[] {
  const body =
    new RegExp(`^\\[${section.replaceAll(".", "\\.")}\\]\\s*\\n([\\s\\S]*?)(?=^\\[|(?![\\s\\S]))`, "m").exec(
      toml,
    )?.[1] ?? "";
  return [...body.matchAll(/^([\w-]+)\s*=\s*\[([\s\S]*?)\]\s*(?:#.*)?$/gm)]
    .filter((match) => names.test(match[1] ?? ""))
    .flatMap((match) =>
      [...(match[2] ?? "").matchAll(/"([^"]+)"|'([^']+)'/g)].map((one) => one[1] ?? one[2] ?? ""),
    );
}

/** Names under `[tool.poetry.dependencies]` and the like, without Python itself. */
function poetryNames(toml: string): string[] {
  const sections = toml.matchAll(
    /^\[tool\.poetry\.(?:group\.\w+\.)?(?:dev-)?dependencies\]\s*\n([\s\S]*?)(?=^\[|(?![\s\S]))/gm,
  );
  return [...sections]
    .flatMap((section) => [...(section[1] ?? "").matchAll(/^([\w.-]+)\s*=/gm)].map((match) => match[1] ?? ""))
    .filter((name) => name !== "python");
}

async function readProject(folder: string, paths: string[], readText: ReadText): Promise<PythonProject> {
  const prefix = folder === "" ? "" : `${folder}/`;
  const files = paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
  const read = async (name: string) =>
    files.includes(name) ? ((await readText(inside(folder, name))) ?? "") : "";
  const requirementFiles = files.filter((path) => REQUIREMENTS.test(path));
  const texts = await Promise.all(requirementFiles.map(read));
  const [pyproject, setup, config, tox] = await Promise.all(
    ["pyproject.toml", "setup.py", "setup.cfg", "tox.ini"].map(read),
  );
  const own = [
    ...tomlLists(pyproject ?? "", "project", /^dependencies$/),
    ...tomlLists(pyproject ?? "", "project.optional-dependencies", /^(?:dev|tests?|testing)$/),
    ...tomlLists(pyproject ?? "", "dependency-groups", /^(?:dev|tests?|testing)$/),
    ...poetryNames(pyproject ?? ""),
    ...[...(setup ?? "").matchAll(/install_requires\s*=\s*\[([^\]]*)\]/g)].flatMap((match) =>
      [...(match[1] ?? "").matchAll(/["']([^"']+)["']/g)].map((one) => one[1] ?? ""),
    ),
    ...requirementLines(/^install_requires\s*=\s*\n((?:[ \t]+.*\n?)*)/m.exec(config ?? "")?.[1] ?? ""),
  ];
  const requirements = [...texts.flatMap(requirementLines), ...own].filter((line) => !CARRIED.test(line));
  return {
    folder,
    files,
    requirementFiles: requirementFiles.filter((_, index) =>
      requirementLines(texts[index] ?? "").some((line) => !CARRIED.test(line)),
    ),
    requirements,
    installable: own.some((line) => !CARRIED.test(line)),
    pyproject: pyproject ?? "",
    settings: [pyproject, config, tox].join("\n"),
  };
}

async function chooseRunner(
  project: PythonProject,
  testFiles: string[],
  readText: ReadText,
): Promise<PythonRunner> {
  const { files, settings, folder } = project;
  if (files.includes("pytest.ini") || files.some((path) => /(^|\/)conftest\.py$/.test(path))) return "pytest";
  if (/\[tool\.pytest\b|\[(?:tool:)?pytest\]|["']pytest[\w\s<>=~!.,-]*["']/.test(settings)) return "pytest";
  const texts = await Promise.all(testFiles.slice(0, SCAN_TESTS).map((path) => readText(path)));
  if (texts.some((text) => /^\s*(?:import|from) pytest\b/m.test(text ?? ""))) return "pytest";
  const requirements = await Promise.all(
    files.filter((path) => REQUIREMENTS.test(path)).map((path) => readText(inside(folder, path))),
  );
  if (requirements.some((text) => /^pytest\b/m.test(text ?? ""))) return "pytest";
  if (texts.some((text) => /^\s*(?:import unittest|from unittest\b)/m.test(text ?? ""))) {
    // A file of plain test functions beside them needs pytest, which runs both.
    return texts.some((text) => /^(?:async )?def test_/m.test(text ?? "")) ? "pytest" : "unittest";
  }
  return testFiles.length > 0 ? "pytest" : "unknown";
}

function unittestArguments(project: PythonProject, own: string[]): string {
  const folders = [...new Set(own.map((path) => path.split("/").slice(0, -1).join("/")))].sort();
  const pattern = own.every((path) => path.endsWith("_test.py")) ? " -p '*_test.py'" : "";
  const top = folders[0] ?? "";
  const isPackage = (folder: string) => project.files.includes(`${folder}/__init__.py`);
  if (top === "") return pattern === "" ? "-m unittest" : `-m unittest discover${pattern}`;
  const first = top.split("/")[0] ?? top;
  // Without __init__.py a test folder is its own start; with it the modules are named from the root.
  const start = isPackage(first) ? `-s ${first} -t .` : `-s ${top}`;
  return `-m unittest discover ${start}${pattern}`;
}

function testCommand(
  project: PythonProject,
  runner: PythonRunner,
  testFiles: string[],
  python: string,
): string | null {
  if (runner === "unknown") return null;
  const prefix = project.folder === "" ? "" : `${project.folder}/`;
  const own = testFiles.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
  const packagesInSrc = project.files.some((path) => /^src\/.+\.py$/.test(path));
  const configured = /^\s*pythonpath\s*=/m.test(project.settings) || project.installable;
  const search = packagesInSrc && !configured ? "PYTHONPATH=src " : "";
  return `${search}${python} ${runner === "pytest" ? "-m pytest" : unittestArguments(project, own)}`;
}

function installCommand(project: PythonProject): string {
  const groups = ["test", "tests", "testing", "dev"].filter(
    (name) =>
      tomlLists(project.pyproject, "project.optional-dependencies", new RegExp(`^${name}$`)).length > 0,
  );
  const files = project.requirementFiles.map((path) => `-r ${path}`);
  const itself = project.installable ? [`-e '.${groups.length > 0 ? `[${groups.join(",")}]` : ""}'`] : [];
  return `python3 -m venv --system-site-packages .venv && .venv/bin/python -m pip install ${[...files, ...itself].join(" ")}`;
}

const ENTRY_POINTS = ["main.py", "app.py", "manage.py", "cli.py", "__main__.py", "src/main.py"];

export type DetectedPython = Pick<
  DetectedCommands,
  "packageManager" | "runner" | "commands" | "entryPoints" | "needsInstall" | "notes"
>;

/**
 * Test runner and commands of a Python repository; null when it has no Python. Dependencies go into a virtual
 * environment that also sees what the sandbox's Python carries, so one that is there needs no network.
 */
export async function detectPython(
  files: RepositoryFile[],
  testFiles: string[],
  readText: ReadText,
): Promise<DetectedPython | null> {
  const paths = files
    .map((file) => file.path)
    .filter((path) => !/(^|\/)(\.?venv|node_modules|site-packages)\//.test(path));
  const folder = projectFolder(paths);
  if (folder === null || !paths.some((path) => path.endsWith(".py"))) return null;
  const project = await readProject(folder, paths, readText);
  const python = testFiles.filter((path) => path.endsWith(".py"));
  const runner = await chooseRunner(project, python, readText);
  const needsInstall = project.requirements.length > 0;
  const at = (command: string | null) =>
    command && folder !== "" ? `cd '${folder.replaceAll("'", "'\\''")}' && ${command}` : command;
  const test = testCommand(project, runner, python, needsInstall ? ".venv/bin/python" : "python3");
  return {
    packageManager: "pip",
    runner,
    commands: {
      install: at(needsInstall ? installCommand(project) : null),
      test: at(test),
      build: null,
      lint: null,
    },
    entryPoints: ENTRY_POINTS.map((name) => inside(folder, name)).filter((path) => paths.includes(path)),
    needsInstall,
    notes: [
      ...(needsInstall
        ? [
            `The tests need ${project.requirements.slice(0, 5).join(", ")}: a package index has to be reachable from this machine.`,
          ]
        : []),
      ...(test === null ? ["No tests were found. Without tests a change can't be verified."] : []),
    ],
  };
}
