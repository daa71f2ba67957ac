import { costText, tokensText } from "#components/cost-text.ts";

/** What a run cost so far. Without model calls it says so instead of showing a bare zero. */
export function CostLabel(props: { amountMicros: number; inputTokens: number; outputTokens: number }) {
  const tokens = props.inputTokens + props.outputTokens;
  return (
    <span className="tabular">
      {costText(props.amountMicros)}
      <span className="text-muted-foreground">
        {tokens === 0
          ? " · no tokens"
          : ` · ${tokensText(props.inputTokens)} in, ${tokensText(props.outputTokens)} out`}
      </span>
    </span>
  );
}
