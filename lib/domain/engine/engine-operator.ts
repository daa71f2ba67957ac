import type { OwnerContext } from "#lib/domain/context.ts";
import { AppError } from "#lib/errors.ts";
import type { EngineOperator } from "#lib/ports/engine/port.ts";

/** The embedded engine. Error `unprocessable` when another one executes durable functions. */
export function engineOperator(context: Pick<OwnerContext, "ports">): EngineOperator {
  const { engine } = context.ports;
  if (engine.kind === "embedded") return engine.operator;
  throw new AppError(
    "unprocessable",
    engine.kind === "inngest"
      ? `Durable functions run on Inngest: use its dashboard at ${engine.dashboard}.`
      : "No durable engine is set: INNGEST_DEV or INNGEST_EVENT_KEY.",
  );
}
