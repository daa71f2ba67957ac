import { inspect } from "node:util";
import { SEEN } from "../synthesis/assertions.ts";
import { type Scenario, scenariosOf } from "../synthesis/scenarios.ts";
import { compile } from "./module-record.ts";
import { type Change, LOOK, type Probe, type ProbeRequest, UNKNOWN } from "./protocol.ts";
import type { Workbench } from "./workbench.ts";

const SEPARATOR = " > ";
const MILLISECONDS = 250;
const LONGEST = 300;

/** A result as text: equal texts are equal results. */
export function show(value: unknown): string {
  return inspect(value, {
    depth: 5,
    breakLength: Number.POSITIVE_INFINITY,
    compact: true,
    maxArrayLength: 40,
    maxStringLength: 200,
    sorted: false,
  }).slice(0, LONGEST);
}

const failure = (error: unknown): string =>
  `throws ${error instanceof Error ? `${error.name}: ${error.message}` : show(error)}`;

/** What one scenario is run as. */
interface Planned {
  file: string;
  names: Set<string>;
  scenario: Scenario;
  text: string;
  /** True when every test it varies passed before. */
  trusted: boolean;
}

/** Runs variants of the tests against the unedited program and against each patch. */
export class ScenarioProbe {
  readonly #bench: Workbench;
  readonly #request: ProbeRequest;
  #seen: string[] = [];

  constructor(bench: Workbench, request: ProbeRequest) {
    this.#bench = bench;
    this.#request = request;
  }

  /** Results by scenario for the unedited program and every variant; stops at `until` (milliseconds, `performance.now`). */
  async run(until: number): Promise<Probe> {
    const planned = this.#plan();
    Object.defineProperty(globalThis, SEEN, { value: this.#record.bind(this), configurable: true });
    const variants: (Map<string, string> | undefined)[] = [
      new Map(),
      ...this.#request.variants.map((changes) => this.#texts(changes)),
    ];
    const inputs: Probe["inputs"] = [];
    const outputs: string[][] = variants.map(() => []);
    for (const one of planned) {
      if (performance.now() > until) break;
      const rows: string[] = [];
      for (const texts of variants) rows.push(texts ? (await this.#observe(one, texts)).join(LOOK) : UNKNOWN);
      inputs.push({ calls: Object.fromEntries(one.scenario.calls), trusted: one.trusted });
      for (const [index, output] of rows.entries()) outputs[index]?.push(output);
    }
    Reflect.deleteProperty(globalThis, SEEN);
    return { inputs, outputs };
  }

  #plan(): Planned[] {
    const { targets, passing } = this.#request;
    const queues = [...new Set([...targets, ...passing].map(({ file }) => file))].map((file): Planned[] => {
      const record = this.#bench.linker.records.get(this.#bench.absolute(file));
      if (!record) return [];
      const known = [...targets, ...passing].filter((test) => test.file === file).map(({ name }) => name);
      const failing = new Set(targets.filter((test) => test.file === file).map(({ name }) => name));
      return scenariosOf(record.source.ast, record.source.text).flatMap((scenario): Planned[] => {
        const names = new Set(
          known.filter(
            (name) => scenario.leaf === undefined || name.split(SEPARATOR).at(-1) === scenario.leaf,
          ),
        );
        if (names.size === 0) return [];
        try {
          const text = compile(record.source, record.guards, scenario.edits);
          return [{ file, names, scenario, text, trusted: ![...names].some((name) => failing.has(name)) }];
        } catch {
          return [];
        }
      });
    });
    const found: Planned[] = [];
    for (let turn = 0; queues.some((queue) => turn < queue.length); turn++)
      for (const queue of queues) found.push(...queue.slice(turn, turn + 1));
    return found;
  }

  #texts(changes: readonly Change[]): Map<string, string> | undefined {
    try {
      return new Map(
        changes.map(({ file, edits }) => {
          const path = this.#bench.absolute(file);
          const record = this.#bench.linker.records.get(path);
          if (!record) throw new Error(`${file} is not loaded`);
          return [path, compile(record.source, record.guards, edits)];
        }),
      );
    } catch {
      return undefined;
    }
  }

  /** The global function that stands for assertions: takes note and never fails. */
  #record(id: number, value: unknown, ..._rest: unknown[]): unknown {
    const at = this.#seen.length;
    const note = (told: string): void => {
      this.#seen[at] = `${id}:${told}`;
    };
    note("pending");
    const settle = (result: unknown): unknown => {
      if (result instanceof Promise)
        return result.then(
          (inner: unknown) => note(show(inner)),
          (error: unknown) => note(failure(error)),
        );
      note(show(result));
      return undefined;
    };
    if (typeof value !== "function" || /^class\b/.test(Function.prototype.toString.call(value)))
      return settle(value);
    try {
      return settle((value as () => unknown)());
    } catch (error) {
      note(failure(error));
      return undefined;
    }
  }

  async #observe({ file, names, text }: Planned, texts: ReadonlyMap<string, string>): Promise<string[]> {
    this.#seen = [];
    const world = this.#bench.world(new Map([...texts, [this.#bench.absolute(file), text]]));
    let ended = "";
    try {
      await this.#bench.runFile(world, file, {
        only: names,
        tickLimit: this.#request.budget,
        timeLimit: MILLISECONDS,
        leave: (test) => {
          if (names.has(test.name) && test.status === "failed")
            ended = /too many loop turns/.test(String(test.error)) ? "does not end" : failure(test.error);
        },
      });
    } catch (error) {
      ended = failure(error);
    }
    this.#bench.cleanUp();
    return ended ? [...this.#seen, `-1:${ended}`] : this.#seen;
  }
}
