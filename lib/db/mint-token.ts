import { importJWK, type JWTHeaderParameters, SignJWT } from "jose";
import { z } from "zod";
import { type Env, env } from "#lib/env.ts";

/** Life of an access token. Short, because the data API can't revoke one; seconds. */
export const tokenSeconds = 15 * 60;

/** Accepted difference between our clock and the database's; a token "from the future" is refused. */
const skewSeconds = 5;

/** Where a request came from; the audit log keeps it. */
export interface RequestOrigin {
  ip: string;
  user_agent: string;
  request_id: string;
}

export type TokenClaims =
  | { actor: "user"; sub: string; session_id: string; origin?: RequestOrigin }
  | { actor: "job"; sub: string; tenant_id: string };

const signingJwk = z.looseObject({ kty: z.literal("EC"), kid: z.string().min(1), d: z.string().min(1) });

interface SigningKey {
  header: JWTHeaderParameters;
  key: Parameters<SignJWT["sign"]>[0];
}

/**
 * The key that signs, from the environment.
 * @throws Error saying which variable to set, or what is wrong with it
 */
export async function loadSigningKey(
  settings: Pick<Env, "SUPABASE_JWT_JWK" | "SUPABASE_JWT_SECRET">,
): Promise<SigningKey> {
  const { SUPABASE_JWT_JWK, SUPABASE_JWT_SECRET } = settings;
  if (SUPABASE_JWT_JWK) {
    const jwk = signingJwk.safeParse(parseJson(SUPABASE_JWT_JWK));
    if (!jwk.success) throw new Error("SUPABASE_JWT_JWK is not a private EC key in JWK form with a kid.");
    return {
      header: { alg: "ES256", kid: jwk.data.kid, typ: "JWT" },
      key: await importJWK(jwk.data, "ES256"),
    };
  }
  if (!SUPABASE_JWT_SECRET) {
    throw new Error(
      "Set SUPABASE_JWT_SECRET (embedded or self-hosted) or SUPABASE_JWT_JWK (hosted Supabase).",
    );
  }
  return { header: { alg: "HS256", typ: "JWT" }, key: new TextEncoder().encode(SUPABASE_JWT_SECRET) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A token of these claims, signed with this key; see mintToken. */
export function signToken({ header, key }: SigningKey, claims: TokenClaims, now: Date): Promise<string> {
  const issuedAt = Math.floor(now.getTime() / 1000) - skewSeconds;
  return new SignJWT({ ...claims, role: "authenticated" })
    .setProtectedHeader(header)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + tokenSeconds)
    .sign(key);
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
  cached ??= loadSigningKey(env());
  return signToken(await cached, claims, now);
}
