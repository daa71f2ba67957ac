import type { FileChange } from "../file-change.ts";
import type { Hit } from "../finding.ts";
import { isTestFile } from "./tests.ts";

const SECRETS: [RegExp, string][] = [
  [/\bAKIA[0-9A-Z]{16}\b/g, "an AWS access key"],
  [/-----BEGIN (?:RSA |EC |OPENSSH |DSA |)PRIVATE KEY-----/g, "a private key"],
  [/\bgh[pousr]_[A-Za-z0-9]{36,}\b/g, "a GitHub token"],
  [/\b(?:sk|rk)_live_[A-Za-z0-9]{20,}\b/g, "a Stripe key"],
  [/\bxox[abprs]-[A-Za-z0-9-]{20,}\b/g, "a Slack token"],
  [/\bAIza[0-9A-Za-z_-]{35}\b/g, "a Google key"],
  [
    /\b(?:password|passwd|secret|api_?key|access_?token|auth_?token)\b["']?\s*[:=]\s*["'](?=[^"'\s]*\d)(?=[^"'\s]*[a-zA-Z])[^"'\s${}<>]{16,}["']/gi,
    "a password or key",
  ],
];

const PLACEHOLDER = /example|placeholder|change[-_]?me|your[-_]|dummy|fake|sample|xxxx|0000|1234567/i;

/** Keys and passwords in the text of a change, whatever the language. */
export function secrets({ path, after }: FileChange): (Hit & { rule: string })[] {
  return SECRETS.flatMap(([pattern, what]) =>
    [...after.text.matchAll(pattern)]
      .map((match) => ({ start: match.index, end: match.index + match[0].length, text: match[0] }))
      .filter(({ text }) => !PLACEHOLDER.test(text) && !(what.startsWith("a password") && isTestFile(path)))
      .map(({ start, end }) => ({
        start,
        end,
        rule: "secret",
        confidence: what.startsWith("a password") ? 0.7 : 0.9,
        harm: `This looks like ${what}: whoever can read the repository, now or in its history, can use it. Take it out and replace it where it is valid.`,
      })),
  );
}
