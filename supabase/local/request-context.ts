import type { ConnectionContextOptions, VarsContext } from "@supabase/lite";
import { type QueryExecutorProvider, sql } from "kysely";

/** The only roles a token may name; anything else would include the superuser. */
const apiRoles = new Set(["anon", "authenticated", "service_role"]);

type Claims = Record<string, unknown>;

function claimsOf(vars: VarsContext | undefined): Claims {
  const auth = vars?.auth;
  if (typeof auth !== "object" || auth === null || !("jwt" in auth)) return {};
  return typeof auth.jwt === "object" && auth.jwt !== null ? { ...auth.jwt } : {};
}

function roleOf(claims: Claims): string {
  const role = claims.role ?? "anon";
  if (typeof role === "string" && apiRoles.has(role)) return role;
  throw Object.assign(new Error("The role of this token is not known."), { code: "PT401" });
}

/** Settings of one request, as PostgREST makes them: who asks, and for functions also how. */
function settingsOf(vars: VarsContext | undefined, rpc: ConnectionContextOptions["rpc"]): [string, string][] {
  const claims = claimsOf(vars);
  const role = roleOf(claims);
  const settings: [string, string][] = [
    ["role", role],
    ["request.jwt.claims", JSON.stringify(claims)],
    ["request.jwt.claim.role", role],
    ["request.jwt.claim.sub", typeof claims.sub === "string" ? claims.sub : ""],
  ];
  if (!rpc) return settings;
  settings.push(
    ["request.method", rpc.method],
    ["request.path", rpc.path],
    ["request.headers", JSON.stringify(rpc.requestHeaders ?? {})],
    ["response.status", ""],
    ["response.headers", ""],
  );
  if (rpc.readOnly) settings.push(["transaction_read_only", "on"]);
  return settings;
}

/**
 * Makes the open transaction that of the request: role, claims and, for functions, the request.
 * All settings travel in one statement; they end with the transaction.
 */
export async function enterRequest(
  transaction: QueryExecutorProvider,
  vars: VarsContext | undefined,
  rpc: ConnectionContextOptions["rpc"],
): Promise<void> {
  const calls = settingsOf(vars, rpc).map(([name, value]) => sql`set_config(${name}, ${value}, true)`);
  await sql`select ${sql.join(calls)}`.execute(transaction);
}
