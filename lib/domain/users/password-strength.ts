import type { ZxcvbnFactory } from "@zxcvbn-ts/core";

export interface PasswordStrength {
  /** 0 = unusable … 4 = strong; from 3 on it is taken. */
  score: 0 | 1 | 2 | 3 | 4;
  label: "Too short" | "Too easy" | "Weak" | "Good" | "Strong";
  hint: string;
}

export const MIN_PASSWORD_LENGTH = 10;
/** What counts towards strength; more of a password than this costs time and changes nothing. */
const JUDGED_LENGTH = 100;
/** What has to be left of a password without the words that anybody can look up about its owner. */
const MIN_REST = 8;

const hints: Record<string, string> = {
  similarToCommon: "It is close to a password that many people use.",
  common: "It is one of the passwords that were stolen most often.",
  topTen: "It is one of the passwords that were stolen most often.",
  topHundred: "It is one of the passwords that were stolen most often.",
  simpleRepeat: "Repeats are guessed at once.",
  extendedRepeat: "Repeats are guessed at once.",
  keyPattern: "Rows of keys are guessed at once.",
  straightRow: "Rows of keys are guessed at once.",
  sequences: "Sequences like “abc” or “6543” are guessed at once.",
  dates: "Dates are guessed quickly.",
  recentYears: "Years are guessed quickly.",
};
const ownWordsHint = "It is mostly your name or your address.";

let estimator: Promise<ZxcvbnFactory> | undefined;

/** zxcvbn with 49,000 passwords from breaches and 7,776 common words, loaded when it is first needed. */
function loadEstimator(): Promise<ZxcvbnFactory> {
  estimator ??= Promise.all([import("@zxcvbn-ts/core"), import("@zxcvbn-ts/language-common")]).then(
    ([core, common]) =>
      new core.ZxcvbnFactory({ dictionary: common.dictionary, graphs: common.adjacencyGraphs }),
  );
  return estimator;
}

const plain = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** The words of names and addresses: "Ada Lovelace", "ada@example.com" → ada, lovelace, example. */
function wordsOf(texts: readonly string[]): string[] {
  const words = texts.flatMap((text) => plain(text).split(/[^\p{L}\p{N}]+/u));
  return [...new Set(words)].filter((word) => word.length >= 3).sort((a, b) => b.length - a.length);
}

/** True when little is left of the password once the words and what separates them are taken out. */
function isOwnWords(password: string, words: string[]): boolean {
  let rest = plain(password);
  for (const word of words) rest = rest.replaceAll(word, "");
  const taken = rest.length < plain(password).length;
  return taken && [...rest.replace(/[^\p{L}\p{N}]/gu, "")].length < MIN_REST;
}

/**
 * How hard a password is to guess. The same in the browser, as a hint, and on the server, which decides.
 * @param about name, address, organisation: what an attacker knows of the person
 */
export async function passwordStrength(
  password: string,
  about: readonly string[] = [],
): Promise<PasswordStrength> {
  if ([...password].length < MIN_PASSWORD_LENGTH) {
    return { score: 0, label: "Too short", hint: `At least ${MIN_PASSWORD_LENGTH} characters.` };
  }
  const words = wordsOf([...about, "MorningAI"]);
  if (isOwnWords(password, words)) return { score: 1, label: "Too easy", hint: ownWordsHint };
  const zxcvbn = await loadEstimator();
  const { score, feedback } = zxcvbn.check(password.slice(0, JUDGED_LENGTH), words);
  const hint = hints[feedback.warning ?? ""];
  if (score <= 1) return { score: 1, label: "Too easy", hint: hint ?? "It is easy to guess." };
  if (score === 2) return { score, label: "Weak", hint: hint ?? "One or two more words make it strong." };
  if (score === 3) return { score, label: "Good", hint: "Hard to guess." };
  return { score, label: "Strong", hint: "Very hard to guess." };
}
