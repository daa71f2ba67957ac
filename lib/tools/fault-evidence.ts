import type { TestCase } from "#lib/domain/test-reports/schema.ts";
import { CallGraph } from "#lib/language-servers/call-graph.ts";
import { LanguageError } from "#lib/language-servers/language-error.ts";
import { serverFor } from "#lib/language-servers/servers.ts";
import type { SyncedServer } from "#lib/language-servers/session.ts";
import { type Unit, unitAt, unitsOf } from "#lib/language-servers/units.ts";
import { linesOfTest, stackPlaces } from "./failing-lines.ts";
import { flagPaths } from "./policy.ts";
import { type SearchedText, searchText } from "./search-text.ts";

/** A line (counted from 1) that the repair engine finds suspicious. */
export interface EnginePlace {
  file: string;
  line: number;
  score: number;
}

/** A function, method, class or value of the repository, or what stands between them in a file. */
export interface Suspect {
  key: string;
  path: string;
  /** Counted from 1. */
  line: number;
  name: string;
}

export interface FaultQuestion {
  goal: string;
  targets: readonly TestCase[];
  /** Tests that pass: what they lead to is less suspicious. */
  passing: readonly TestCase[];
  /** Asked for last, as it may still be under way. */
  engine: () => Promise<readonly EnginePlace[]>;
}

/** What speaks for each suspect, by its key. */
export interface FaultEvidence {
  suspects: Map<string, Suspect>;
  /** How well its text answers the goal, the failing tests and their messages (BM25). */
  text: Map<string, number>;
  /** In the stack trace, the deepest call first: its number from 0. */
  stack: Map<string, number>;
  /** Smallest distance from a failing test in the call graph. */
  distance: Map<string, number>;
  /** Ochiai over the call graph: which tests lead to it, run or not. */
  reach: Map<string, number>;
  /** Ochiai over what ran, from the repair engine. */
  coverage: Map<string, number>;
}

const MAX_FAILING = 10;
const MAX_PASSING = 40;
/** Texts that are searched in; beyond it only what the call graph and the engine name is a suspect. */
const MAX_SEARCHED_FILES = 300;

export const isSource = (path: string): boolean => flagPaths([path]).length === 0;

/** Line 0 stands for what is in no unit. */
export function suspectOf(path: string, unit: Unit | undefined): Suspect {
  return unit
    ? { key: `${path}#${unit.first}`, path, line: unit.selection.line + 1, name: unit.name }
    : { key: `${path}#`, path, line: 1, name: "(top level)" };
}

/** The suspect that a line (counted from 1) belongs to. */
export async function suspectAt(server: SyncedServer, path: string, line: number): Promise<Suspect> {
  return suspectOf(path, unitAt(await unitsOf(server, path), line - 1));
}

/** Source files of the server's language that it can read. */
async function sourceFiles(server: SyncedServer): Promise<{ path: string; text: string; units: Unit[] }[]> {
  const paths = [...server.tree.files.keys()].filter(
    (path) => serverFor(path) === server.server && isSource(path),
  );
  const files = [];
  for (const path of paths.slice(0, MAX_SEARCHED_FILES)) {
    try {
      const { text } = await server.open(path);
      files.push({ path, text, units: await unitsOf(server, path) });
    } catch (error) {
      // One that is too large is no suspect.
      if (!(error instanceof LanguageError)) throw error;
    }
  }
  return files;
}

async function searchedTexts(server: SyncedServer, suspects: Map<string, Suspect>): Promise<SearchedText[]> {
  const texts: SearchedText[] = [];
  const add = (suspect: Suspect, lines: string[]) => {
    suspects.set(suspect.key, suspect);
    texts.push({ key: suspect.key, text: `${suspect.path}\n${lines.join("\n")}` });
  };
  for (const { path, text, units } of await sourceFiles(server)) {
    const lines = text.split("\n");
    for (const unit of units) add(suspectOf(path, unit), lines.slice(unit.first, unit.last + 1));
    const between = lines.filter(
      (_, index) => !units.some(({ first, last }) => first <= index && index <= last),
    );
    add(suspectOf(path, undefined), between);
  }
  return texts;
}

/** The words to look for: the goal, the failing tests with their source and what they said. */
export async function faultQuery(server: SyncedServer, { goal, targets }: FaultQuestion): Promise<string> {
  const parts = [goal];
  for (const test of targets.slice(0, MAX_FAILING)) {
    const text = (await server.peek(test.file)) ?? "";
    const { first, last } = linesOfTest(test, text);
    const source = text.split("\n").slice(first, last + 1);
    parts.push(test.name, test.message ?? "", ...source);
  }
  return parts.join("\n");
}

/** How many of some tests lead to each unit. */
async function countReached(
  server: SyncedServer,
  graph: CallGraph,
  tests: readonly TestCase[],
  onReached: (suspect: Suspect, distance: number) => void,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const test of tests) {
    const text = await server.peek(test.file);
    if (text === null || serverFor(test.file) !== server.server) continue;
    const keys = new Set<string>();
    for (const { unit, distance } of await graph.reachableFrom(linesOfTest(test, text))) {
      if (!isSource(unit.path)) continue;
      const suspect = suspectOf(unit.path, unit);
      keys.add(suspect.key);
      onReached(suspect, distance);
    }
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

async function followCalls(
  server: SyncedServer,
  question: FaultQuestion,
  evidence: FaultEvidence,
): Promise<void> {
  const graph = new CallGraph(server);
  const targets = question.targets.slice(0, MAX_FAILING);
  const failed = await countReached(server, graph, targets, (suspect, distance) => {
    evidence.suspects.set(suspect.key, suspect);
    const known = evidence.distance.get(suspect.key);
    if (known === undefined || distance < known) evidence.distance.set(suspect.key, distance);
  });
  const passing = question.passing.slice(0, MAX_PASSING);
  const passed = await countReached(server, graph, passing, () => undefined);
  for (const [key, count] of failed)
    evidence.reach.set(key, count / Math.sqrt(targets.length * (count + (passed.get(key) ?? 0))));
}

/** Gathers what text, stack trace, call graph and coverage say. Errors: LanguageError, as of the server. */
export async function gatherEvidence(server: SyncedServer, question: FaultQuestion): Promise<FaultEvidence> {
  const evidence: FaultEvidence = {
    suspects: new Map(),
    text: new Map(),
    stack: new Map(),
    distance: new Map(),
    reach: new Map(),
    coverage: new Map(),
  };
  const texts = await searchedTexts(server, evidence.suspects);
  evidence.text = searchText(await faultQuery(server, question), texts);
  await followCalls(server, question, evidence);
  const messages = question.targets.map(({ message }) => message ?? "").join("\n");
  const known = (path: string) => isSource(path) && server.tree.files.has(path) && !!serverFor(path);
  for (const [index, { path, line }] of stackPlaces(messages, known).entries()) {
    const suspect = await suspectAt(server, path, line);
    evidence.suspects.set(suspect.key, suspect);
    if (!evidence.stack.has(suspect.key)) evidence.stack.set(suspect.key, index);
  }
  for (const { file, line, score } of await question.engine()) {
    if (!server.tree.files.has(file) || serverFor(file) !== server.server) continue;
    const suspect = await suspectAt(server, file, line);
    evidence.suspects.set(suspect.key, suspect);
    evidence.coverage.set(suspect.key, Math.max(score, evidence.coverage.get(suspect.key) ?? 0));
  }
  return evidence;
}
