import type { Engine } from "../engine-context.ts";
import { armBuffer } from "../flow/event-buffers.ts";
import { requeueRuns } from "../runs/jobs.ts";

/** Goes on with what is due for the functions of an app, under the configuration they have now. */
export function resumeFunctions(engine: Engine, appId: string): void {
  if (engine.closed) return;
  const belongs = (functionId: string) => engine.registry.functions.get(functionId)?.appId === appId;
  requeueRuns(
    engine,
    [...engine.runs.all()].filter(({ record }) => belongs(record.functionId)),
  );
  for (const buffer of engine.buffers.values()) {
    if (belongs(buffer.record.functionId)) armBuffer(engine, buffer);
  }
}
