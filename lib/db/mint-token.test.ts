import { createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify } from "jose";
import { expect, test } from "vitest";
import { loadSigningKey, signToken } from "#lib/db/mint-token.ts";
import { newId } from "#lib/ids.ts";

const now = new Date("2026-01-02T03:04:05Z");
const secret = "a-secret-of-at-least-thirty-two-characters";
const person = { actor: "user", sub: newId(), session_id: newId() } as const;

test("with a shared secret a token is HS256, begins a little earlier and lives fifteen minutes", async () => {
  const key = await loadSigningKey({ SUPABASE_JWT_SECRET: secret });
  const token = await signToken(key, person, now);
  const { payload, protectedHeader } = await jwtVerify(token, new TextEncoder().encode(secret), {
    currentDate: now,
  });
  const issued = now.getTime() / 1000 - 5;
  expect(protectedHeader).toEqual({ alg: "HS256", typ: "JWT" });
  expect(payload).toEqual({ ...person, role: "authenticated", iat: issued, exp: issued + 900 });
});

test("with a private key a token is ES256 and names the key; the key wins over the secret", async () => {
  const pair = await generateKeyPair("ES256", { extractable: true });
  const privateJwk = { ...(await exportJWK(pair.privateKey)), kid: "key-1" };
  const publicJwk = { ...(await exportJWK(pair.publicKey)), kid: "key-1" };
  const key = await loadSigningKey({
    SUPABASE_JWT_JWK: JSON.stringify(privateJwk),
    SUPABASE_JWT_SECRET: secret,
  });
  const claims = { actor: "job", sub: newId(), tenant_id: newId() } as const;
  const token = await signToken(key, claims, now);
  const verified = await jwtVerify(token, createLocalJWKSet({ keys: [publicJwk] }), { currentDate: now });
  expect(verified.protectedHeader).toEqual({ alg: "ES256", kid: "key-1", typ: "JWT" });
  expect(verified.payload).toMatchObject({ ...claims, role: "authenticated" });
});

test("what is missing or wrong is said", async () => {
  await expect(loadSigningKey({})).rejects.toThrow("Set SUPABASE_JWT_SECRET");
  await expect(loadSigningKey({ SUPABASE_JWT_JWK: "{" })).rejects.toThrow(
    "SUPABASE_JWT_JWK is not a private EC key",
  );
  await expect(loadSigningKey({ SUPABASE_JWT_JWK: '{"kty":"EC","d":"x"}' })).rejects.toThrow("with a kid");
});
