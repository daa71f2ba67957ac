import type { JSONValue } from "@ai-sdk/provider";
import { isStepCount, type ModelMessage, type StopCondition, ToolLoopAgent, type ToolSet, tool } from "ai";
import type { z } from "zod";
import { sha256 } from "#lib/ids.ts";
import { mayUse } from "#lib/tools/policy.ts";
import { toolRegistry } from "#lib/tools/registry.ts";
import { callTool } from "./call-tool.ts";
import { durableModel } from "./durable-model.ts";
import type { RunSession } from "./run-session.ts";

/** Every way a loop can end. */
export type LoopStatus = "completed" | "step_limit" | "stuck";

export interface LoopResult {
  status: LoopStatus;
  /** The agent's closing words; a claim, never a proof. */
  text: string;
  messages: ModelMessage[];
  /** Last output of each tool. */
  outputs: Map<string, unknown>;
  /** Last input of each tool that did not end in an error. */
  inputs: Map<string, unknown>;
}

export interface LoopInput {
  agent: string;
  purpose: string;
  instructions: string;
  messages: ModelMessage[];
  /** Until the goal's time limit; null without one. */
  secondsLeft: number | null;
  /** Which step of the run a tool call belongs to. */
  stepOf: (tool: string) => string;
  maxSteps?: number;
}

const MAX_REPEATS = 4;

/** The same action with the same observation four times: it will not get better. */
function isStuck(): StopCondition<ToolSet> {
  return ({ steps }) => {
    const counts = new Map<string, number>();
    for (const { toolName, input, output } of steps.flatMap((step) => step.toolResults)) {
      const key = sha256(JSON.stringify([toolName, input, output]));
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return Math.max(0, ...counts.values()) >= MAX_REPEATS;
  };
}

function toolsFor(
  session: RunSession,
  input: LoopInput,
  { inputs, outputs }: Pick<LoopResult, "inputs" | "outputs">,
): ToolSet {
  const allowed = [...toolRegistry.values()].filter(({ name }) => mayUse(input.agent, name));
  return Object.fromEntries(
    allowed.map(({ name, description, input: inputSchema }) => [
      name,
      tool({
        description,
        inputSchema: inputSchema as z.ZodType<unknown>,
        execute: async (given: unknown) => {
          const call = { agent: input.agent, stepKey: input.stepOf(name), tool: name, input: given };
          const result = await callTool(session, call);
          if (result.error !== null) throw new Error(result.error);
          outputs.set(name, result.output);
          inputs.set(name, given);
          return result.output as JSONValue;
        },
      }),
    ]),
  );
}

/**
 * The agent loop: the model decides, tools act, until the model has nothing more to do. Cleverness
 * lives in tools, prompts and the model; each model call and each tool call is one durable step.
 */
export async function runAgentLoop(session: RunSession, input: LoopInput): Promise<LoopResult> {
  const { models } = session.context.ports;
  const kept = { inputs: new Map<string, unknown>(), outputs: new Map<string, unknown>() };
  const maxSteps = input.maxSteps ?? 30;
  const agent = new ToolLoopAgent({
    id: input.agent,
    model: durableModel(session, models.model("code"), {
      stepKey: input.stepOf("model"),
      engine: models.describe("code").label,
    }),
    instructions: input.instructions,
    tools: toolsFor(session, input, kept),
    stopWhen: [isStepCount(maxSteps), isStuck()],
    maxRetries: 0,
    providerOptions: { morningai: { purpose: input.purpose, secondsLeft: input.secondsLeft } },
  });
  const result = await agent.generate({ messages: input.messages });
  const ended = result.finishReason !== "tool-calls";
  const status: LoopStatus = ended ? "completed" : result.steps.length >= maxSteps ? "step_limit" : "stuck";
  return { status, text: result.text, messages: [...input.messages, ...result.responseMessages], ...kept };
}
