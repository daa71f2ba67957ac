import type { IssueFacts } from "#lib/domain/issues/schema.ts";
import type { TargetChoice } from "./choose-targets.ts";
import type { TestCase } from "./schema.ts";

const MIN_MESSAGE = 8;

const placesOf = ({ frames }: IssueFacts): string[] =>
  frames
    .filter(({ place, line }) => place === "repository" && line !== null)
    .map(({ file, line }) => `${file}:${line}`);

function sameError(issue: IssueFacts, message: string): boolean {
  const { error } = issue;
  if (!error || error.message.length < MIN_MESSAGE) return false;
  return message.includes(error.name) && message.includes(error.message);
}

/**
 * The failing tests that end in the error of the issue's stack trace: the same error with the same words, or an error
 * thrown in the same line. Null when the issue has no trace or no test fails like it.
 */
export function chooseByTrace(issue: IssueFacts, cases: TestCase[]): TargetChoice | null {
  const [top] = placesOf(issue);
  const python = issue.frames.find(({ place }) => place === "repository");
  const targets = cases.filter(({ status, todo, message = "" }) => {
    if (status !== "failed" || todo) return false;
    const thrownThere =
      top !== undefined &&
      issue.error !== null &&
      message.includes(issue.error.name) &&
      (message.includes(`${top}:`) || message.includes(`${python?.file}", line ${python?.line}`));
    return sameError(issue, message) || thrownThere;
  });
  if (targets.length === 0) return null;
  return {
    targets,
    rationale: `The issue's stack trace and the failing test "${targets[0]?.name}" end in the same error.`,
    confidence: 0.95,
  };
}
