import type { LanguageModelV4 } from "@ai-sdk/provider";
import { factsOf } from "./local/conversation.ts";
import { devPolicy } from "./local/dev-policy.ts";
import { planPolicy } from "./local/plan-policy.ts";
import { type Policy, ruleModel } from "./local/provider.ts";
import type { ModelDescription, ModelGateway, ModelTier } from "./port.ts";

export const EMBEDDED_ENGINE = "Embedded engine (no language model)";

/** Which rules answer is told by the caller's purpose; a purpose without rules is answered with a refusal. */
const policies: Record<string, Policy> = { plan: planPolicy, dev: devPolicy };

const dispatch: Policy = (options) => {
  const { purpose } = factsOf(options);
  const policy = typeof purpose === "string" ? policies[purpose] : undefined;
  if (policy) return policy(options);
  return {
    kind: "text",
    text: `The embedded engine has no rules for "${String(purpose)}"; connect a language model for this.`,
  };
};

class EmbeddedGateway implements ModelGateway {
  readonly #model: LanguageModelV4 = ruleModel("rules-and-search-1", dispatch);

  model(): LanguageModelV4 {
    return this.#model;
  }

  describe(_tier: ModelTier): ModelDescription {
    return {
      provider: "morningai",
      modelId: this.#model.modelId,
      isLanguageModel: false,
      label: EMBEDDED_ENGINE,
    };
  }
}

/** The gateway for this installation: the embedded engine serves every tier when no provider is set. */
export function selectModels(): ModelGateway {
  return new EmbeddedGateway();
}
