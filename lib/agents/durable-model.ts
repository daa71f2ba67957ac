import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4GenerateResult,
} from "@ai-sdk/provider";
import { trackToolCall } from "#lib/domain/runs/track-tool-call.ts";
import { callKey } from "./call-tool.ts";
import type { RunSession } from "./run-session.ts";

/** What of a model's answer is kept; the rest (headers, raw bodies) is for debugging only. */
type KeptResult = Pick<LanguageModelV4GenerateResult, "content" | "finishReason" | "usage">;

function describeInput(options: LanguageModelV4CallOptions): unknown {
  const last = options.prompt.at(-1);
  return {
    messages: options.prompt.length,
    lastRole: last?.role ?? null,
    tools: (options.tools ?? []).map((tool) => tool.name),
  };
}

/**
 * A model whose every call is one durable, recorded step: after a crash the answer is read, not asked
 * for (and paid) again.
 */
export function durableModel(
  session: RunSession,
  model: LanguageModelV4,
  step: { stepKey: string; engine: string },
): LanguageModelV4 {
  return {
    ...model,
    specificationVersion: "v4",
    provider: model.provider,
    modelId: model.modelId,
    supportedUrls: model.supportedUrls,
    async doGenerate(options) {
      const position = ++session.calls;
      const key = callKey(position, "model");
      const kept = await session.durable.run(key, async () => {
        const tracked = await trackToolCall(
          session.context,
          {
            runId: session.facts.runId,
            stepKey: step.stepKey,
            key,
            position,
            kind: "model",
            tool: model.modelId,
            risk: "low",
            input: describeInput(options),
            engine: step.engine,
          },
          async () => {
            const { content, finishReason, usage } = await model.doGenerate(options);
            const inputTokens = usage.inputTokens.total ?? 0;
            const outputTokens = usage.outputTokens.total ?? 0;
            return {
              result: { output: { content, finishReason, usage } satisfies KeptResult, error: null },
              usage: { inputTokens, outputTokens, amountMicros: 0 },
            };
          },
        );
        return tracked.output as KeptResult;
      });
      return { ...kept, warnings: [] };
    },
  };
}
