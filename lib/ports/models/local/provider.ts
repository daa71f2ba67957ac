import type {
  JSONValue,
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Content,
  LanguageModelV4GenerateResult,
  LanguageModelV4StreamPart,
} from "@ai-sdk/provider";

/** What a rule decides for one turn: tools to call, an object that was asked for, or closing words. */
export type Decision =
  | { kind: "calls"; calls: { tool: string; input: JSONValue }[]; because: string }
  | { kind: "object"; object: JSONValue }
  | { kind: "text"; text: string };

/** A deterministic function of the conversation so far. */
export type Policy = (options: LanguageModelV4CallOptions) => Decision;

function contentOf(decision: Decision, turn: number): LanguageModelV4Content[] {
  if (decision.kind === "text") return [{ type: "text", text: decision.text }];
  if (decision.kind === "object") return [{ type: "text", text: JSON.stringify(decision.object) }];
  return [
    { type: "text", text: decision.because },
    ...decision.calls.map((call, index) => ({
      type: "tool-call" as const,
      toolCallId: `call-${turn}-${index}`,
      toolName: call.tool,
      input: JSON.stringify(call.input),
    })),
  ];
}

function streamPartsOf(result: LanguageModelV4GenerateResult): LanguageModelV4StreamPart[] {
  const parts: LanguageModelV4StreamPart[] = [{ type: "stream-start", warnings: [] }];
  result.content.forEach((content, index) => {
    if (content.type === "text") {
      const id = `text-${index}`;
      parts.push(
        { type: "text-start", id },
        { type: "text-delta", id, delta: content.text },
        { type: "text-end", id },
      );
    } else if (content.type === "tool-call") {
      parts.push(content);
    }
  });
  return [...parts, { type: "finish", usage: result.usage, finishReason: result.finishReason }];
}

/**
 * An AI SDK provider (LanguageModelV4) that decides by rules. It is no language model and never says
 * it is one: it reads tool results, not prose, and it uses no tokens.
 */
export function ruleModel(modelId: string, policy: Policy): LanguageModelV4 {
  const generate = (options: LanguageModelV4CallOptions): LanguageModelV4GenerateResult => {
    const decision = policy(options);
    const turn = options.prompt.filter((message) => message.role === "assistant").length;
    return {
      content: contentOf(decision, turn),
      finishReason: { unified: decision.kind === "calls" ? "tool-calls" : "stop", raw: undefined },
      usage: {
        inputTokens: { total: 0, noCache: 0, cacheRead: 0, cacheWrite: 0 },
        outputTokens: { total: 0, text: 0, reasoning: 0 },
      },
      warnings: [],
    };
  };
  return {
    specificationVersion: "v4",
    provider: "morningai",
    modelId,
    supportedUrls: {},
    doGenerate: (options) => Promise.resolve(generate(options)),
    doStream: (options) => {
      const parts = streamPartsOf(generate(options));
      const stream = new ReadableStream<LanguageModelV4StreamPart>({
        start(controller) {
          for (const part of parts) controller.enqueue(part);
          controller.close();
        },
      });
      return Promise.resolve({ stream });
    },
  };
}
