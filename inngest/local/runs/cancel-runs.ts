import { z } from "zod";
import type { Engine } from "../engine-context.ts";
import { compileExpression } from "../expression/expression.ts";
import { cancelRun } from "./finish-run.ts";

/** Cancels a run and resolves once that is stored; open requests to the app are closed. */
export async function cancelRunById(engine: Engine, id: string): Promise<"cancelled" | "over" | "unknown"> {
  const run = engine.runs.get(id);
  if (!run) return (await engine.store.readRun(id)) ? "over" : "unknown";
  cancelRun(engine, run);
  await engine.journal.sync();
  return "cancelled";
}

const moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** Runs of a function that were started in a period, optionally only those whose event fits an expression. */
export const cancellationRequest = z.object({
  /** The app's and the function's id as the SDK has them. */
  app_id: z.string().min(1),
  function_id: z.string().min(1),
  started_after: moment.nullish(),
  started_before: moment,
  if: z.string().min(1).nullish(),
});

export type CancellationRequest = z.output<typeof cancellationRequest>;

/**
 * Cancels the going runs that a request names and resolves with their number once that is stored.
 * `undefined` when there is no such function. Throws an Error for a wrong expression.
 */
export async function cancelRunsOf(
  engine: Engine,
  request: CancellationRequest,
): Promise<number | undefined> {
  const ids = [`${request.app_id}-${request.function_id}`, request.function_id];
  const definition = ids.map((id) => engine.registry.functions.get(id)).find((found) => found !== undefined);
  if (definition?.appId !== request.app_id) return undefined;
  const expression = request.if ? compileExpression(request.if, "matching") : undefined;
  const wanted = [...engine.runs.all()].filter(
    ({ record, events }) =>
      record.functionId === definition.id &&
      record.createdAt >= (request.started_after ?? 0) &&
      record.createdAt <= request.started_before &&
      (!expression || expression.holds({ event: events[0]?.event })),
  );
  for (const run of wanted) cancelRun(engine, run);
  await engine.journal.sync();
  return wanted.length;
}
