import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import type { OwnerContext } from "#lib/domain/context.ts";
import { holds } from "#lib/domain/permissions/hold-permission.ts";
import type { Permission } from "#lib/domain/permissions/schema.ts";
import { AppError } from "#lib/errors.ts";
import { openTenant, type TenantVisit } from "#lib/http/context.ts";
import { ownerContext } from "#lib/http/owner-context.ts";
import { PATH_HEADER, safeReturnPath } from "#lib/http/request.ts";
import { getVisit, type Visit } from "#lib/http/session.ts";

async function toSignIn(): Promise<never> {
  const path = safeReturnPath((await headers()).get(PATH_HEADER));
  redirect(path === "/" ? "/sign-in" : `/sign-in?callbackUrl=${encodeURIComponent(path)}`);
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
  if (!visit?.viewer.isOwner) return notFound();
  return { ...visit, context: await ownerContext(visit) };
}
