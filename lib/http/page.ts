import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import type { OwnerContext } from "#lib/domain/context.ts";
import { holds } from "#lib/domain/permissions/hold-permission.ts";
import type { Permission } from "#lib/domain/permissions/schema.ts";
import { AppError } from "#lib/errors.ts";
import { openTenant, type TenantVisit } from "#lib/http/context.ts";
import { ownerContext } from "#lib/http/owner-context.ts";
import { pathTo } from "#lib/http/request.ts";
import { getSessionState, getVisit, type Visit } from "#lib/http/session.ts";

const placeOf = { factor: "/two-factor", set_up: "/two-factor/set-up", over: "/sign-in" } as const;

/** Where somebody goes who may see nothing: to the second factor when that is all that is missing. */
async function toSignIn(): Promise<never> {
  const { state } = await getSessionState();
  redirect(pathTo(state === "ready" ? "/sign-in" : placeOf[state], await headers()));
}

/** First line of every page of a tenant: the visit, or the sign-in page, or "not found" without the permission. */
export async function tenantPage(slug: string, permission: Permission = "tenant.read"): Promise<TenantVisit> {
  try {
    const visit = await openTenant(slug);
    return holds(visit.roles, permission) ? visit : notFound();
  } catch (error) {
    if (error instanceof AppError && error.code === "unauthenticated") return toSignIn();
    if (error instanceof AppError && error.code === "not_found") return notFound();
    throw error;
  }
}

/** First line of every page of the Owner Console. For anybody else there is no such page. */
export async function ownerPage(): Promise<Visit & { context: OwnerContext }> {
  const visit = await getVisit();
  if (!visit) await finishSignIn();
  if (!visit?.viewer.isOwner) return notFound();
  return { ...visit, context: await ownerContext(visit) };
}

/** On pages that are for everybody: a session that owes its second factor goes on to that first. */
export async function finishSignIn(): Promise<void> {
  const { state } = await getSessionState();
  if (state === "factor" || state === "set_up") redirect(pathTo(placeOf[state], await headers()));
}

/** First line of every page about the own account, in no tenant. */
export async function accountPage(): Promise<Visit> {
  return (await getVisit()) ?? toSignIn();
}
