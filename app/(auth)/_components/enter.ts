import { signIn } from "next-auth/react";

const noAnswer = "The platform does not answer. Try again in a moment.";

type Way =
  | { way: "credentials"; email: string; password: string }
  | {
      /** A link from a mail. */
      way: "magic-link";
      token: string;
    };

/**
 * Signs in in this browser. Answers the reason when it did not work; the server's errors look like
 * "code: text for people" (lib/http/auth-providers.ts).
 */
export async function enter({ way, ...input }: Way): Promise<string | undefined> {
  try {
    const result = await signIn(way, { ...input, redirect: false });
    if (!result?.error) return undefined;
    const text = result.error.slice(result.error.indexOf(":") + 1).trim();
    return result.error.includes(":") && text ? text : noAnswer;
  } catch {
    return noAnswer;
  }
}
