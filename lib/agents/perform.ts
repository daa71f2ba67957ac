import { trackToolCall } from "#lib/domain/runs/track-tool-call.ts";
import { callKey } from "./call-tool.ts";
import type { RunSession } from "./run-session.ts";

/**
 * One action of the platform itself (set up, reproduce, verify …) as one durable, recorded step.
 * `effect` gives an object (a bare string is not taken as JSON by every database) and may run again after a crash and must then come to the same effect.
 */
export async function perform<Result extends object>(
  session: RunSession,
  action: { stepKey: string; name: string; input: unknown },
  effect: () => Promise<Result>,
): Promise<Result> {
  const position = ++session.calls;
  const key = callKey(position, action.name);
  const result = await session.durable.run(key, () =>
    trackToolCall(
      session.context,
      {
        runId: session.facts.runId,
        stepKey: action.stepKey,
        key,
        position,
        kind: "tool",
        tool: action.name,
        risk: "low",
        input: action.input,
        engine: "sandbox",
      },
      async () => ({ result: { output: await effect(), error: null } }),
    ),
  );
  return result.output as Result;
}
