import { createHmac } from "node:crypto";

/**
 * The refresh token that follows `token`: derived with the server's secret, so that two tabs which
 * present the same token at once get the same successor although only digests are stored. Without
 * the secret the successor can't be computed from the token.
 */
export function successorOf(token: string, secret: string): string {
  return createHmac("sha256", secret).update(`refresh-token:${token}`).digest("base64url");
}
