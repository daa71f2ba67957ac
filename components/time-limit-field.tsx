import { FormField } from "#components/form-field.tsx";
import { Input } from "#components/ui/input.tsx";
import { goalSecondsLimits } from "#lib/domain/goals/schema.ts";

/** How long the agent may work on a goal; empty for no limit. */
export function TimeLimitField(props: { value: string; onChange: (value: string) => void; error?: string }) {
  const { least, most } = goalSecondsLimits;
  return (
    <FormField
      name="seconds"
      label="Time limit in seconds (optional)"
      error={props.error}
      hint={`From the start to the pull request: ${least} to ${most.toLocaleString("en")}, 120 to 600 are usual. When it is up, the best verified result so far counts. Waiting for CI and for you is not limited.`}
      className="min-w-0 flex-1 basis-64"
    >
      {(field) => (
        <Input
          {...field}
          type="number"
          inputMode="numeric"
          min={least}
          max={most}
          step={1}
          placeholder="No limit"
          className="max-w-40"
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
        />
      )}
    </FormField>
  );
}
