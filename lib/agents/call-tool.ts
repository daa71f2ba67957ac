import { type ToolCallResult, trackToolCall } from "#lib/domain/runs/track-tool-call.ts";
import { ToolError } from "#lib/tools/define-tool.ts";
import { mayUse } from "#lib/tools/policy.ts";
import { type AnyTool, toolRegistry } from "#lib/tools/registry.ts";
import { openWorkspace } from "./open-workspace.ts";
import type { RunSession } from "./run-session.ts";

export interface Call {
  agent: string;
  stepKey: string;
  tool: string;
  input: unknown;
}

/** Characters of JSON that a tool may give: a step's result and its row stay far below the engine's 4 MiB. */
const MAX_OUTPUT = 1_500_000;

/** Name of the durable step of call number `n`. */
export const callKey = (n: number, name: string): string => `${String(n).padStart(3, "0")}-${name}`;

function toolFor(call: Call): AnyTool {
  const tool = toolRegistry.get(call.tool);
  if (!tool || !mayUse(call.agent, call.tool)) {
    const known = [...toolRegistry.keys()].filter((name) => mayUse(call.agent, name));
    throw new ToolError(`There is no tool ${call.tool} for this agent. There are: ${known.join(", ")}.`);
  }
  return tool;
}

async function execute(session: RunSession, call: Call, startedAt: Date): Promise<ToolCallResult> {
  try {
    const tool = toolFor(call);
    const input = tool.input.safeParse(call.input);
    if (!input.success) {
      const problems = input.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
      throw new ToolError(`The input of ${call.tool} is not valid. ${problems.join("; ")}`);
    }
    const sandbox = await openWorkspace(session);
    const { context, workspace } = session;
    const output = await tool.execute(
      { sandbox, forge: context.ports.forge, workspace, startedAt },
      input.data as never,
    );
    if (JSON.stringify(output ?? null).length > MAX_OUTPUT)
      throw new ToolError(`The output of ${call.tool} is too large to be kept. Ask for a smaller part.`);
    return { output, error: null };
  } catch (error) {
    if (error instanceof ToolError) return { output: null, error: error.message };
    throw error;
  }
}

/**
 * One tool call of an agent as one durable step, recorded with input, output and time. A mistake in
 * its use comes back as an error for the model; anything else ends the step, to be tried again.
 */
export async function callTool(session: RunSession, call: Call): Promise<ToolCallResult> {
  const position = ++session.calls;
  const key = callKey(position, call.tool);
  const result = await session.durable.run(key, () =>
    trackToolCall(
      session.context,
      {
        runId: session.facts.runId,
        stepKey: call.stepKey,
        key,
        position,
        kind: "tool",
        tool: call.tool,
        risk: toolRegistry.get(call.tool)?.risk ?? "low",
        input: call.input,
        engine: "sandbox",
      },
      async ({ startedAt }) => ({ result: await execute(session, call, startedAt) }),
    ),
  );
  const checkpoint = toolRegistry.get(call.tool)?.checkpoint;
  if (checkpoint && result.error === null) session.workspace.head = checkpoint(result.output as never);
  return result;
}
