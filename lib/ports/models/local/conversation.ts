import type { JSONValue, LanguageModelV4CallOptions } from "@ai-sdk/provider";

export interface ToolTurn {
  tool: string;
  /** The tool's output; null when the call failed. */
  output: JSONValue | null;
  error: string | null;
}

/** The tool results of a conversation, oldest first. */
export function toolTurns(options: LanguageModelV4CallOptions): ToolTurn[] {
  return options.prompt.flatMap((message) => {
    if (message.role !== "tool") return [];
    return message.content.flatMap((part): ToolTurn[] => {
      if (part.type !== "tool-result") return [];
      const { output } = part;
      if (output.type === "json") return [{ tool: part.toolName, output: output.value, error: null }];
      if (output.type === "error-text") return [{ tool: part.toolName, output: null, error: output.value }];
      return [{ tool: part.toolName, output: null, error: JSON.stringify(output).slice(0, 500) }];
    });
  });
}

/** Facts for rules, that a language model would read from the prompt: `providerOptions.morningai`. */
export function factsOf(options: LanguageModelV4CallOptions): Record<string, JSONValue | undefined> {
  return options.providerOptions?.morningai ?? {};
}
