export interface PasswordStrength {
  /** 0 = unusable … 4 = strong. */
  score: 0 | 1 | 2 | 3 | 4;
  label: "Too short" | "Weak" | "Fair" | "Good" | "Strong";
  hint: string;
}

export const MIN_PASSWORD_LENGTH = 10;

const rows = ["abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "01234567890", "passwordpassword"];

/** Characters that are not the continuation of a repeat, an alphabet, a keyboard row or "password". */
function freshCharacters(password: string): number {
  const text = password.toLowerCase();
  let fresh = 0;
  for (let i = 0; i < text.length; i++) {
    const pair = text.slice(i - 1, i + 1);
    const reversed = [...pair].reverse().join("");
    const known = i > 0 && rows.some((row) => row.includes(pair) || row.includes(reversed));
    if (!(i > 0 && (known || text[i] === text[i - 1]))) fresh += 1;
  }
  return fresh;
}

/**
 * A hint while typing, not a gate: the gate is the length. Counts what an attacker has to guess, so
 * "aaaaaaaaaaaa" and "qwertyuiop12" stay weak however long they are.
 */
export function passwordStrength(password: string): PasswordStrength {
  if ([...password].length < MIN_PASSWORD_LENGTH) {
    return { score: 0, label: "Too short", hint: `At least ${MIN_PASSWORD_LENGTH} characters.` };
  }
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(password)).length;
  const weight = freshCharacters(password) + 2 * (kinds - 1);
  if (weight < 9) return { score: 1, label: "Weak", hint: "Easy to guess: avoid repeats and keyboard rows." };
  if (weight < 13) return { score: 2, label: "Fair", hint: "A few more words make it much stronger." };
  if (weight < 18) return { score: 3, label: "Good", hint: "Hard to guess." };
  return { score: 4, label: "Strong", hint: "Very hard to guess." };
}
