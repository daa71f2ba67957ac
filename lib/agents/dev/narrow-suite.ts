import { findTestFiles } from "#lib/domain/repositories/detect-tests.ts";
import { rankTestFiles, selectTests } from "#lib/domain/test-reports/select-tests.ts";
import type { Sandbox } from "#lib/ports/sandbox/port.ts";
import type { PartOfSuite } from "#lib/tools/define-tool.ts";
import { openWorkspace } from "../open-workspace.ts";
import { perform } from "../perform.ts";
import type { RunSession } from "../run-session.ts";

/** So many test files stand in for a suite that takes too long. */
const MAX_FILES = 5;
/** Test files that are looked into. */
const MAX_READ = 500;
const MAX_BYTES = 200_000;

async function readText(sandbox: Sandbox, path: string): Promise<string> {
  const bytes = (await sandbox.readFile(path)) ?? new Uint8Array();
  return new TextDecoder().decode(bytes.subarray(0, MAX_BYTES));
}

function scriptOf(manifest: string): string {
  try {
    const { scripts } = JSON.parse(manifest) as { scripts?: { test?: unknown } };
    return typeof scripts?.test === "string" ? scripts.test : "";
  } catch {
    return "";
  }
}

async function select(session: RunSession): Promise<{ part: PartOfSuite | null }> {
  const { workspace } = session;
  const sandbox = await openWorkspace(session);
  const paths = findTestFiles(await sandbox.listFiles());
  const files: { path: string; text: string }[] = [];
  for (const path of paths.slice(0, MAX_READ)) files.push({ path, text: await readText(sandbox, path) });
  const chosen = rankTestFiles(workspace.goal, files)
    .slice(0, MAX_FILES)
    .map(({ file }) => file);
  if (chosen.length === 0 || chosen.length === paths.length) return { part: null };
  const folder = /^cd '([^']+)' && /.exec(workspace.testCommand)?.[1];
  const command = selectTests({
    command: workspace.testCommand,
    runner: workspace.runner,
    script: scriptOf(await readText(sandbox, `${folder ? `${folder}/` : ""}package.json`)),
    files: chosen,
  });
  return { part: command === null ? null : { command, files: chosen, of: paths.length } };
}

/**
 * For a suite that does not end in its time: the test files that speak of the goal, which are run in its place from
 * now on. CI still runs the whole suite, with more time. False when there are none, or the command can't be narrowed.
 */
export async function narrowSuite(session: RunSession): Promise<boolean> {
  const { workspace } = session;
  const input = { command: workspace.testCommand, commit: workspace.head };
  const { part } = await perform(session, { stepKey: "reproduce", name: "select_tests", input }, () =>
    select(session),
  );
  if (!part) return false;
  workspace.testCommand = part.command;
  workspace.part = part;
  return true;
}

/** What was run in place of the whole suite, in one sentence; null when the whole suite was. */
export function describePart({ workspace }: RunSession): string | null {
  const { part } = workspace;
  if (!part) return null;
  const { files, of } = part;
  return `The whole suite does not end in its time, so only ${files.length} of ${of} test files ${files.length === 1 ? "was" : "were"} run, by the words of the goal: ${files.join(", ")}.`;
}
