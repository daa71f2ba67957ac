import type { VerdictResult } from "./compute-verdict.ts";
import { countCases, type TestReport } from "./schema.ts";

export interface DocumentedInput {
  /** The suite on the last edit; null when there is none. */
  after: TestReport | null;
  testedTree: string;
  finalTree: string;
  changedPaths: string[];
  checked: { path: string; links: number; names: number; broken: string[] }[];
  examples: { command: string; exitCode: number | null }[];
}

const isDocument = (path: string): boolean => /\.mdx?$/i.test(path);

/** How far an update of documents is proven: only documents differ, nothing in them is broken, examples and suite run. */
export function computeDocumented(input: DocumentedInput): VerdictResult {
  const { after, changedPaths, checked, examples } = input;
  const other = changedPaths.find((path) => !isDocument(path));
  const broken = checked.flatMap((one) => one.broken);
  const failed = examples.find(({ exitCode }) => exitCode !== 0);
  const blocking = [
    input.testedTree !== input.finalTree ? "The documents were edited after the last check." : null,
    changedPaths.length === 0 ? "Nothing was changed." : null,
    other ? `It changes more than documents: ${other}.` : null,
    broken[0] ? `The change breaks something: ${broken[0]}` : null,
    failed ? `The example \`${failed.command}\` ended with exit code ${failed.exitCode ?? "none"}.` : null,
  ].filter((reason) => reason !== null);
  if (blocking.length > 0) return { verdict: "unverified", reasons: blocking };
  const links = checked.reduce((sum, one) => sum + one.links, 0);
  const names = checked.reduce((sum, one) => sum + one.names, 0);
  const reasons = [
    `Only documents were changed; ${links} links and ${names} names in them were held against the repository, and the change breaks none.`,
    ...(examples.length > 0 ? [`${examples.length} examples were run, each with exit code 0.`] : []),
  ];
  if (after === null)
    return { verdict: "partly", reasons: [...reasons, "There is no suite that could be run."] };
  const counts = countCases(after.cases);
  if (after.exitCode !== 0 || !after.parsed || counts.passed === 0)
    return {
      verdict: "partly",
      reasons: [
        ...reasons,
        `The suite does not pass (exit code ${after.exitCode ?? "none"}); documents can't be the reason.`,
      ],
    };
  return {
    verdict: "verified",
    reasons: [
      ...reasons,
      `The whole suite ran after the last edit: ${counts.passed} of ${counts.total} tests passed, exit code 0.`,
    ],
  };
}
