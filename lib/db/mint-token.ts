import { importJWK, type JWK, type JWTHeaderParameters, SignJWT } from "jose";
import { z } from "zod";
import { env } from "#lib/env.ts";

/** Life of an access token. Short, because the data API can't revoke one; seconds. */
export const tokenSeconds = 15 * 60;

/** Accepted difference between our clock and the database's; a token "from the future" is refused. */
const skewSeconds = 5;

export type TokenClaims =
  | { actor: "user"; sub: string; session_id: string }
  | { actor: "job"; sub: string; tenant_id: string };

const signingJwk = z.looseObject({ kty: z.literal("EC"), kid: z.string().min(1), d: z.string().min(1) });

interface SigningKey {
  header: JWTHeaderParameters;
  key: Parameters<SignJWT["sign"]>[0];
}

async function loadKey(): Promise<SigningKey> {
  const { SUPABASE_JWT_JWK, SUPABASE_JWT_SECRET } = env();
  if (SUPABASE_JWT_JWK) {
    const jwk = signingJwk.parse(JSON.parse(SUPABASE_JWT_JWK));
    return { header: { alg: "ES256", kid: jwk.kid, typ: "JWT" }, key: await importJWK(jwk as JWK, "ES256") };
  }
  if (!SUPABASE_JWT_SECRET) {
    throw new Error(
      "Set SUPABASE_JWT_SECRET (embedded or self-hosted) or SUPABASE_JWT_JWK (hosted Supabase).",
    );
  }
  return { header: { alg: "HS256", typ: "JWT" }, key: new TextEncoder().encode(SUPABASE_JWT_SECRET) };
}

let cached: Promise<SigningKey> | undefined;

/**
 * Signs an access token of the data API: HS256 with the shared secret for the embedded database
 * and self-hosted Supabase, ES256 with a key id for hosted. The role is always `authenticated`;
 * what the holder may do is decided by policies from these claims.
 * @param claims who acts: a person in a session, or a job narrowed to one tenant
 * @param now time of issue
 */
export async function mintToken(claims: TokenClaims, now: Date = new Date()): Promise<string> {
  cached ??= loadKey();
  const { header, key } = await cached;
  const issuedAt = Math.floor(now.getTime() / 1000) - skewSeconds;
  return new SignJWT({ ...claims, role: "authenticated" })
    .setProtectedHeader(header)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + tokenSeconds)
    .sign(key);
}
