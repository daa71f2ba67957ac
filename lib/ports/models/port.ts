import type { LanguageModelV4 } from "@ai-sdk/provider";

export type ModelTier = "reasoning" | "code" | "fast" | "embedding" | "local";

/** Which engine answers a tier; shown on the run page, so that nobody mistakes rules for a model. */
export interface ModelDescription {
  provider: string;
  modelId: string;
  /** False for the embedded engine: rules, retrieval and search. */
  isLanguageModel: boolean;
  /** For people: "Embedded engine (no language model)". */
  label: string;
}

export interface ModelGateway {
  /** The model that serves this tier. */
  model(tier: Exclude<ModelTier, "embedding">): LanguageModelV4;
  describe(tier: ModelTier): ModelDescription;
}
