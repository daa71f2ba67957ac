/** Texts that are secrets by their form alone. Not words like "password": what they stand before is mostly none. */
export interface SecretPattern {
  /** What it looks like, for people: "a GitHub token". */
  name: string;
  pattern: RegExp;
}

export const secretPatterns: readonly SecretPattern[] = [
  { name: "an AWS access key", pattern: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g },
  {
    name: "a private key",
    pattern: /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY(?: BLOCK)?-----\s+[A-Za-z0-9+/=\s]{60,}/g,
  },
  {
    name: "a GitHub token",
    pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})\b/g,
  },
  { name: "a GitLab token", pattern: /\bglpat-[\w-]{20,}/g },
  { name: "a Stripe key", pattern: /\b[sr]k_(?:live|test)_[A-Za-z0-9]{24,}\b/g },
  { name: "the secret of a webhook", pattern: /\bwhsec_[A-Za-z0-9+/]{24,}/g },
  { name: "a secret key of Supabase", pattern: /\bsb_secret_[\w-]{20,}/g },
  { name: "a Slack token", pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{20,}/g },
  {
    name: "the address of a Slack hook",
    pattern: /hooks\.slack\.com\/services\/T[A-Z0-9]{8,}\/B[A-Z0-9]{8,}\/[A-Za-z0-9]{20,}/g,
  },
  { name: "a Google key", pattern: /\bAIza[\w-]{35}\b/g },
  { name: "a key of a model provider", pattern: /\bsk-(?:ant-|proj-|svcacct-)[\w-]{32,}/g },
  { name: "an npm token", pattern: /\bnpm_[A-Za-z0-9]{36}\b/g },
  { name: "a git token of this platform", pattern: /\bmai_[A-Za-z0-9_-]{43}(?![\w-])/g },
  { name: "keys that seal credentials", pattern: /\bENCRYPTION_KEYS=["']?[a-z0-9-]+:[A-Za-z0-9+/]{43}=/g },
  {
    name: "a database address with a password",
    pattern:
      /\b(?:postgres(?:ql)?|mysql|mongodb(?:\+srv)?|rediss?|amqps?):\/\/[^\s:/@'"`${}<>]+:[^\s:/@'"`${}<>]{8,}@[^\s/'"`]+/g,
  },
  {
    name: "a signed token",
    pattern: /\beyJ[A-Za-z0-9_-]{15,}\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{40,}/g,
  },
];

/** Words that are in examples and never in a real secret. */
const placeholder =
  /example|placeholder|change[-_]?me|your[-_]|dummy|x{6,}|0{8,}|123456789|abcdefgh|password@|secret@/i;

export interface FoundSecret {
  name: string;
  /** From 1. */
  line: number;
}

function* matches(text: string): Generator<{ name: string; secret: string; index: number }> {
  for (const { name, pattern } of secretPatterns) {
    for (const match of text.matchAll(pattern)) {
      if (!placeholder.test(match[0])) yield { name, secret: match[0], index: match.index };
    }
  }
}

/** The secrets of a text themselves: to be compared, never to be shown. */
export const secretsOf = (text: string): string[] => [...matches(text)].map(({ secret }) => secret);

/**
 * Secrets in a text by their place; the secret itself is not repeated, so that the answer may be shown and logged.
 * @param known secrets that do not count
 */
export function findSecrets(text: string, known: ReadonlySet<string> = new Set()): FoundSecret[] {
  return [...matches(text)]
    .filter(({ secret }) => !known.has(secret))
    .map(({ name, index }) => ({ name, line: text.slice(0, index).split("\n").length }));
}
