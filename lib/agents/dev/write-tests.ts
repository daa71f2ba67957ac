import { type Definition, findSymbols } from "#lib/domain/issues/find-symbols.ts";
import { chooseStyle, type Sibling } from "#lib/domain/issues/reproduction-style.ts";
import type { IssueExample, IssueFacts } from "#lib/domain/issues/schema.ts";
import { writeCommandTests } from "#lib/domain/issues/write-command-tests.ts";
import { type WrittenTest, writeReproduction } from "#lib/domain/issues/write-reproduction.ts";
import { findTestFiles } from "#lib/domain/repositories/detect-tests.ts";
import type { Sandbox } from "#lib/ports/sandbox/port.ts";
import type { RunSession } from "../run-session.ts";

const MAX_SIBLINGS = 60;
const MAX_FILES = 3;

interface Resolved {
  definition: Definition;
  example: IssueExample;
}

/** "Cart.total(…)": a member of `Cart`, or the function `total` of a file called cart. */
function resolve(example: IssueExample, definitions: Definition[]): Resolved | null {
  const [head = "", ...rest] = example.callee.split(".");
  const usable = definitions.filter(({ exported }) => exported !== null);
  const own = usable.find(({ name }) => name === head);
  if (own) return { definition: own, example };
  const last = rest.at(-1);
  const member = usable.find(
    ({ name, file }) =>
      name === last &&
      (file.split("/").at(-1) ?? "").replace(/\.[^.]+$/, "").toLowerCase() === head.toLowerCase(),
  );
  if (!member || !last) return null;
  const call = last + example.call.slice(example.callee.length);
  return { definition: member, example: { ...example, callee: last, call } };
}

async function readText(sandbox: Sandbox, path: string): Promise<string> {
  return new TextDecoder().decode((await sandbox.readFile(path)) ?? new Uint8Array());
}

async function readSiblings(sandbox: Sandbox, paths: string[]): Promise<Sibling[]> {
  const siblings: Sibling[] = [];
  for (const path of paths.slice(0, MAX_SIBLINGS))
    siblings.push({ path, text: await readText(sandbox, path) });
  return siblings;
}

const isModule = (manifest: string): boolean => /"type"\s*:\s*"module"/.test(manifest);

/** The written tests with the examples that each holds, and what could not be written. */
export interface Writing {
  tests: (WrittenTest & { examples: IssueExample[] })[];
  tried: string[];
  how: "example" | "command";
}

/**
 * Writes the examples of an issue as tests, one file per file of the repository that they call, in the runner and
 * style of the tests that are there; without examples, the commands whose outcome it tells. Nothing is put into the
 * sandbox yet.
 */
export async function writeTests(
  session: RunSession,
  sandbox: Sandbox,
  issue: Pick<IssueFacts, "examples" | "commands" | "error">,
): Promise<Writing> {
  const { runner } = session.workspace;
  const names = issue.examples.flatMap(({ callee }) => callee.split("."));
  const definitions = await findSymbols(sandbox, [...new Set(names)]);
  const files = await sandbox.listFiles();
  const taken = new Set(files.map(({ path }) => path));
  const siblings = await readSiblings(sandbox, findTestFiles(files));
  const moduleType = isModule(await readText(sandbox, "package.json")) ? "module" : "commonjs";
  const groups = new Map<string, Resolved[]>();
  const tried: string[] = [];
  for (const example of issue.examples) {
    const found = resolve(example, definitions);
    if (!found)
      tried.push(`${example.call} can't be called from a test: the repository exports no ${example.callee}.`);
    else {
      const key = `${found.definition.file}\0${found.definition.name}`;
      groups.set(key, [...(groups.get(key) ?? []), found]);
    }
  }
  const tests = [...groups.values()].slice(0, MAX_FILES).flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { definition } = first;
    const style = chooseStyle({ definition, siblings, runner, taken, moduleType });
    taken.add(style.path);
    const examples = group.map(({ example }) => example);
    return [{ ...writeReproduction(style, definition, examples), examples }];
  });
  if (tests.length > 0) return { tests, tried, how: "example" };
  const commands = writeCommandTests({ issue, taken, siblings, runner, moduleType });
  return { tests: commands.tests, tried: [...tried, ...commands.tried], how: "command" };
}
