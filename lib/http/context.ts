import { headers } from "next/headers";
import { systemClock } from "#lib/clock.ts";
import type { Context } from "#lib/domain/context.ts";
import { holds } from "#lib/domain/permissions/hold-permission.ts";
import type { Permission, Role } from "#lib/domain/permissions/schema.ts";
import { findTenant } from "#lib/domain/tenants/queries.ts";
import { type Tenant, TenantSlug } from "#lib/domain/tenants/schema.ts";
import type { TenantRole, Viewer } from "#lib/domain/users/schema.ts";
import { AppError } from "#lib/errors.ts";
import { requestIdOf } from "#lib/http/request.ts";
import { getVisit, type Visit } from "#lib/http/session.ts";
import { webLog } from "#lib/http/web-log.ts";
import { ports } from "#lib/ports/ports.ts";

/** A request of a signed-in person in one tenant. */
export interface TenantVisit {
  context: Context;
  tenant: Tenant;
  viewer: Viewer;
  /** How pages show the person: the Owner reads every tenant like an analyst, and writes where a member. */
  role: TenantRole;
  /** The roles by which the person holds permissions here. */
  roles: readonly Role[];
}

async function membershipOf(
  visit: Visit,
  slug: string,
): Promise<Pick<TenantVisit, "tenant" | "role" | "roles"> | null> {
  const own = visit.viewer.tenants.find((tenant) => tenant.slug === slug);
  const platform: Role[] = visit.viewer.isOwner ? ["owner"] : [];
  if (own) {
    const { id, name, role } = own;
    return { tenant: { id, slug: own.slug, name }, role, roles: [role, ...platform] };
  }
  if (!visit.viewer.isOwner) return null;
  const tenant = await findTenant(visit, slug);
  return tenant ? { tenant, role: "analyst", roles: platform } : null;
}

/**
 * The context of this request in the tenant with this slug, with the person's own rights.
 * @throws AppError `unauthenticated`, or `not_found` when the person has no access to such a tenant
 */
export async function openTenant(slug: string): Promise<TenantVisit> {
  // A file that browsers ask for by habit is no tenant, and no reason to sign in.
  if (!TenantSlug.safeParse(slug).success) throw new AppError("not_found");
  const visit = await getVisit();
  if (!visit) throw new AppError("unauthenticated");
  const membership = await membershipOf(visit, slug);
  if (!membership) throw new AppError("not_found");
  const tenantId = membership.tenant.id;
  const { userId } = visit.session;
  const requestId = requestIdOf(await headers());
  return {
    ...membership,
    viewer: visit.viewer,
    context: {
      db: visit.db,
      tenantId,
      actor: { kind: "user", userId },
      ports: ports(),
      clock: systemClock,
      log: webLog().child({ requestId, tenantId, userId }),
    },
  };
}

/** Ends with `forbidden` unless the person holds the permission in the tenant. */
export function requirePermission(visit: TenantVisit, permission: Permission): void {
  if (!holds(visit.roles, permission)) throw new AppError("forbidden");
}
