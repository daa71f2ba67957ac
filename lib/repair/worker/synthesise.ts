import { type Hole, holesOf, openHole } from "../syntax/holes.ts";
import { merge, splice } from "../syntax/instrument.ts";
import { isNode, type Node, walk } from "../syntax/node.ts";
import { toJavaScript } from "../syntax/source.ts";
import { alternatives } from "../synthesis/alternatives.ts";
import { solveHole } from "../synthesis/solve.ts";
import { AngelicSearch } from "./angelic-search.ts";
import { Angels } from "./angels.ts";
import type { Trial } from "./choices.ts";
import type { ModuleRecord } from "./module-record.ts";
import type { Synthesis, SynthesisRequest, TestId } from "./protocol.ts";
import type { Workbench } from "./workbench.ts";

const MAX_TARGETS = 5;
const MAX_PASSING = 30;
const MAX_HOLES = 140;

/** The text of a file with all its holes opened. */
function opened(record: ModuleRecord, holes: readonly Hole[]): string {
  const insertions = [...record.guards, ...holes.map(openHole)];
  const merged = merge(insertions, []);
  if (record.source.stripped !== undefined) return splice(record.source.stripped, merged);
  const edited = splice(record.source.text, merged);
  return record.source.typescript ? toJavaScript(edited).code : edited;
}

function scoreOf(hole: Hole, scores: SynthesisRequest["scores"]): number {
  let best = 0;
  let size = Number.POSITIVE_INFINITY;
  for (const { start, end, score } of scores)
    if (start <= hole.start && hole.end <= end && end - start < size) {
      best = score;
      size = end - start;
    }
  return best;
}

/** Throw statements of the file, for a check that is missing. */
function throwsOf(ast: Node, text: string): string[] {
  const found = new Set<string>();
  walk(ast, ({ node }) => {
    const argument = node.type === "ThrowStatement" && isNode(node.argument) ? node.argument : undefined;
    if (argument?.type === "NewExpression" && node.end - node.start < 140)
      found.add(text.slice(node.start, node.end));
  });
  return [...found].slice(0, 4);
}

/** Synthesises code for the holes of one file: angelic values first, then expressions that compute them. */
export class Synthesiser {
  readonly #bench: Workbench;
  readonly #request: SynthesisRequest;
  readonly #angels = new Angels();
  readonly #until: number;
  readonly #record: ModuleRecord | undefined;

  constructor(bench: Workbench, request: SynthesisRequest) {
    this.#bench = bench;
    this.#request = request;
    this.#until = performance.now() + request.milliseconds;
    this.#record = bench.linker.records.get(bench.absolute(request.file));
  }

  async run(): Promise<Synthesis> {
    const found: Synthesis = { proposals: [], holes: 0, angelic: 0, trials: 0 };
    const record = this.#record;
    const targets = this.#request.goal.targets.slice(0, MAX_TARGETS);
    if (!record || record.kind === "json" || targets.length === 0) return found;
    const inside = this.#request.scores.filter(({ score }) => score > 0);
    const holes = holesOf(record.source.ast, record.source.text, inside).slice(0, 4_000);
    const texts = new Map([[record.path, opened(record, holes)]]);
    this.#angels.install();
    const limits = { ticks: this.#request.budget * 4, milliseconds: 1_000 };
    const expired = (): boolean => performance.now() > this.#until;
    const search = new AngelicSearch(this.#bench, this.#angels, texts, limits, expired);
    const given = { ...this.#request, throws: throwsOf(record.source.ast, record.source.text) };
    for (const { hole, score } of await this.#ranked(search, holes, targets)) {
      if (expired()) break;
      found.holes++;
      const own = record.source.text.slice(hole.start, hole.end);
      const failing = await this.#angelic(search, hole, targets);
      if (failing) found.angelic++;
      const solved = failing ? solveHole(hole, own, failing, await this.#passing(search, hole), given) : [];
      const others =
        solved.length > 0 ? [] : alternatives(hole, own, await this.#seen(search, hole, targets), given);
      for (const { edit, cost, form } of [...solved, ...others])
        found.proposals.push({
          operator: `synthesis.${form}`,
          cost,
          edit,
          score,
          start: hole.start,
          end: hole.end,
        });
    }
    found.trials = search.trials;
    return found;
  }

  /** Holes that the first failing test reaches, most suspicious first. */
  async #ranked(
    search: AngelicSearch,
    holes: readonly Hole[],
    [first]: readonly TestId[],
  ): Promise<{ hole: Hole; score: number }[]> {
    const counts = first ? await search.counts(first) : [];
    return holes
      .filter(({ id }) => (counts[id] ?? 0) > 0)
      .map((hole) => ({ hole, score: scoreOf(hole, this.#request.scores) }))
      .sort((a, b) => b.score - a.score || a.hole.id - b.hole.id)
      .slice(0, MAX_HOLES);
  }

  /** What the program itself computes in a hole during the first failing tests. */
  async #seen(search: AngelicSearch, hole: Hole, targets: readonly TestId[]): Promise<Trial[]> {
    if (hole.kind !== "value" && hole.kind !== "condition") return [];
    const trials: Trial[] = [];
    for (const target of targets.slice(0, 2)) trials.push(await search.run(target, hole.id));
    return trials;
  }

  async #angelic(
    search: AngelicSearch,
    hole: Hole,
    targets: readonly TestId[],
  ): Promise<Trial[][] | undefined> {
    const all: Trial[][] = [];
    for (const target of targets) {
      const solutions = await search.solutions(hole, target);
      if (solutions.length === 0) return undefined;
      all.push(solutions);
    }
    return all;
  }

  async #passing(search: AngelicSearch, hole: Hole): Promise<Trial[]> {
    const trials: Trial[] = [];
    for (const test of this.#request.goal.passing.slice(0, MAX_PASSING)) {
      if (performance.now() > this.#until) break;
      const trial = await search.run(test, hole.id);
      if (trial.passed) trials.push(trial);
    }
    return trials;
  }
}
