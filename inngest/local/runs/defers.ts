import type { Op } from "../call/read-answer.ts";
import type { Engine } from "../engine-context.ts";
import { type LiveRun, touchRun } from "./live-run.ts";
import type { OpContext, StepOutcome } from "./op-context.ts";
import { textOf } from "./op-context.ts";

/** Event that starts a deferred function. */
const deferredEvent = "inngest/deferred.schedule";

const noters: Record<string, (run: LiveRun, op: Op) => void> = {
  DeferAdd(run, { id, opts }) {
    const functionId = textOf(opts?.fn_slug);
    if (functionId) run.record.defers = { [id]: { functionId, input: opts?.input }, ...run.record.defers };
  },
  DeferAbort(run, { opts }) {
    const deferred = run.record.defers?.[textOf(opts?.target_hashed_id) ?? ""];
    if (deferred) deferred.aborted = true;
  },
};

/** Notes what a function deferred to its end, or called off again; other operations are left alone. */
export function noteDefer(engine: Engine, run: LiveRun, op: Op): void {
  const note = noters[op.op];
  if (!note) return;
  note(run, op);
  touchRun(engine, run);
}

/** `defer()`: happens beside the steps and holds nothing up. */
export function deferOp({ engine, run, op }: OpContext): StepOutcome {
  noteDefer(engine, run, op);
  return { next: "aside" };
}

/** What the SDK is told of earlier defers, so that it doesn't report them again. */
export function defersJson({ record }: LiveRun): string {
  const known = Object.entries(record.defers ?? {}).map(([id, { aborted }]) => [id, { abortable: !aborted }]);
  return JSON.stringify(Object.fromEntries(known));
}

/** Starts what an ended run deferred, however it ended. */
export function startDeferred(engine: Engine, { record }: LiveRun): void {
  for (const [id, { functionId, input, aborted }] of Object.entries(record.defers ?? {})) {
    if (aborted || !engine.registry.functions.has(functionId)) continue;
    const _inngest = {
      fn_slug: functionId,
      parent_fn_slug: record.functionId,
      parent_run_id: record.id,
    };
    engine.emit(deferredEvent, { ...(input as object | undefined), _inngest }, `${record.id}.${id}`);
  }
}
