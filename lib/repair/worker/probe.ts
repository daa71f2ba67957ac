import type { Edit } from "../syntax/edits.ts";
import { child, children, isFunction, type Node, text } from "../syntax/node.ts";
import { type Input, inputsLike } from "../synthesis/inputs.ts";
import { keyOf, snapshot } from "../synthesis/snapshot.ts";
import { compile, type ModuleRecord } from "./module-record.ts";
import { type Change, type Probe, type ProbeRequest, UNKNOWN } from "./protocol.ts";
import { ScenarioProbe, show } from "./scenario-probe.ts";
import type { Workbench } from "./workbench.ts";

const CALL = "__repairCall";
const EXPOSE = "__repairExpose";
const MAX_RECORDED = 40;
const MILLISECONDS = 250;

interface Target {
  name: string;
  fn: Node;
}

/** The function of the top level that contains an offset. */
function targetAt(ast: Node, offset: number): Target | undefined {
  for (const top of children(ast, "body")) {
    const node = /^Export/.test(top.type) ? child(top, "declaration") : top;
    if (!node || offset < node.start || offset > node.end) continue;
    const id = child(node, "id");
    if (node.type === "FunctionDeclaration" && id) return { name: text(id, "name"), fn: node };
    for (const declarator of children(node, "declarations")) {
      const init = child(declarator, "init");
      const named = child(declarator, "id");
      if (
        init &&
        named?.type === "Identifier" &&
        isFunction(init) &&
        declarator.start <= offset &&
        offset <= declarator.end
      )
        return { name: text(named, "name"), fn: init };
    }
  }
  return undefined;
}

/** Where and how a function tells its arguments; undefined for arrows with patterns. */
function recording(fn: Node): Edit | undefined {
  const body = child(fn, "body");
  if (body?.type !== "BlockStatement") return undefined;
  const names = children(fn, "params").map((param) =>
    param.type === "Identifier" ? text(param, "name") : "",
  );
  if (fn.type === "ArrowFunctionExpression" && names.includes("")) return undefined;
  const given = fn.type === "ArrowFunctionExpression" ? `[${names.join(",")}]` : "Array.from(arguments)";
  const at = children(body, "directives").at(-1)?.end ?? body.start + 1;
  return { start: at, end: at, text: `;${CALL}(${given});` };
}

function exposed(record: ModuleRecord, edits: readonly Edit[], name: string): string {
  return `${compile(record.source, record.guards, edits)}\n;globalThis.${EXPOSE}(${name});\n`;
}

/** Runs variants of one function on many inputs, the original first. */
export class Prober {
  readonly #bench: Workbench;
  readonly #request: ProbeRequest;

  constructor(bench: Workbench, request: ProbeRequest) {
    this.#bench = bench;
    this.#request = request;
  }

  /** Variants of the tests first, then arguments of the function in what is left of the time. */
  async run(): Promise<Probe> {
    const until = performance.now() + this.#request.milliseconds;
    const first = await new ScenarioProbe(this.#bench, this.#request).run(
      until - this.#request.milliseconds / 3,
    );
    const second = await this.#arguments(until);
    return {
      inputs: [...first.inputs, ...second.inputs],
      outputs: first.outputs.map((row, index) => [...row, ...(second.outputs[index] ?? [])]),
    };
  }

  async #arguments(until: number): Promise<Probe> {
    const nothing: Probe = { inputs: [], outputs: [] };
    const record = this.#bench.linker.records.get(this.#bench.absolute(this.#request.file));
    const target = record && targetAt(record.source.ast, this.#request.offset);
    if (!record || !target) return nothing;
    const inputs = inputsLike(await this.#record(record, target));
    if (inputs.length === 0) return nothing;
    const outputs: Probe["outputs"] = [];
    for (const changes of [[], ...this.#request.variants])
      outputs.push(await this.#outputs(record, changes, target.name, inputs, until));
    const written = inputs.map(({ values, trusted }) => ({
      calls: { 0: `${target.name}(${values.map(show).join(", ")})` },
      trusted,
    }));
    return { inputs: written, outputs };
  }

  /** Arguments with which the tests call the function. */
  async #record(record: ModuleRecord, { fn }: Target): Promise<Input[]> {
    const edit = recording(fn);
    if (!edit) return [];
    const found: Input[] = [];
    let here: Input[] = [];
    const define = (name: string, value: unknown): void =>
      void Object.defineProperty(globalThis, name, { value, configurable: true });
    define(CALL, (values: unknown[]) => {
      if (here.length < 12) here.push({ values: snapshot(values) as unknown[], trusted: false });
    });
    const world = this.#bench.world(
      new Map([[record.path, compile(record.source, [...record.guards, { edits: [edit] }], [])]]),
    );
    const { targets, passing } = this.#request;
    for (const file of new Set([...targets, ...passing].map((test) => test.file))) {
      await this.#bench
        .runFile(world, file, {
          tickLimit: 3_000_000,
          timeLimit: 1_000,
          entered: () => {
            here = [];
          },
          stop: () => found.length > MAX_RECORDED * 3,
          leave: ({ status }) =>
            void found.push(...here.map((input) => ({ ...input, trusted: status === "passed" }))),
        })
        .catch(() => undefined);
      this.#bench.cleanUp();
    }
    Reflect.deleteProperty(globalThis, CALL);
    const plain = found.filter(
      ({ values }) => !values.some((value) => typeof value === "function" && value.length > 3),
    );
    return [
      ...plain.filter(({ trusted }) => !trusted).slice(0, MAX_RECORDED / 2),
      ...plain.filter(({ trusted }) => trusted).slice(0, MAX_RECORDED / 2),
    ];
  }

  async #outputs(
    record: ModuleRecord,
    changes: readonly Change[],
    name: string,
    inputs: readonly Input[],
    until: number,
  ): Promise<string[]> {
    let fn: unknown;
    Object.defineProperty(globalThis, EXPOSE, {
      value: (value: unknown) => {
        fn = value;
      },
      configurable: true,
    });
    const all: string[] = [];
    try {
      const world = this.#bench.world(this.#texts(record, changes, name));
      this.#bench.meter.start(3_000_000);
      await this.#bench.evaluate(world, record.path, 1_000);
      for (const { values } of inputs)
        all.push(performance.now() > until ? UNKNOWN : `0:${await this.#output(fn, values)}`);
    } catch {
      while (all.length < inputs.length) all.push(UNKNOWN);
    }
    this.#bench.cleanUp();
    return all;
  }

  /** Runnable texts of the changed files; the function's own file hands the function out. */
  #texts(record: ModuleRecord, changes: readonly Change[], name: string): Map<string, string> {
    const texts = new Map([[record.path, exposed(record, [], name)]]);
    for (const { file, edits } of changes) {
      const changed = this.#bench.linker.records.get(this.#bench.absolute(file));
      if (changed === record) texts.set(record.path, exposed(record, edits, name));
      else if (changed) texts.set(changed.path, compile(changed.source, changed.guards, edits));
    }
    return texts;
  }

  async #output(fn: unknown, values: readonly unknown[]): Promise<string> {
    if (typeof fn !== "function") return UNKNOWN;
    const given = snapshot(values) as unknown[];
    const before = keyOf(given);
    this.#bench.meter.start(this.#request.budget);
    try {
      const result: unknown = Reflect.apply(fn, undefined, given);
      const value =
        result instanceof Promise ? await this.#bench.timers.settle(result, MILLISECONDS) : result;
      const changed = keyOf(given) === before ? "" : `, arguments become ${given.map(show).join(", ")}`;
      return (
        show(
          typeof value === "object" &&
            value !== null &&
            Symbol.iterator in value &&
            !Array.isArray(value) &&
            "next" in value
            ? [...(value as Iterable<unknown>)]
            : value,
        ) + changed
      );
    } catch (error) {
      if (this.#bench.meter.spent) return "does not end";
      return `throws ${error instanceof Error ? `${error.name}: ${error.message}` : show(error)}`;
    }
  }
}
