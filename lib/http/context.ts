import { headers } from "next/headers";
import { systemClock } from "#lib/clock.ts";
import type { Context } from "#lib/domain/context.ts";
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
  /** The Owner reads every tenant, and writes where a member. */
  role: TenantRole;
}

const ranks: Record<TenantRole, number> = { analyst: 1, member: 2, admin: 3 };

/** True when `role` is at least `minimum`. */
export function hasRole(role: TenantRole, minimum: TenantRole): boolean {
  return ranks[role] >= ranks[minimum];
}

async function membershipOf(
  visit: Visit,
  slug: string,
): Promise<{ tenant: Tenant; role: TenantRole } | null> {
  const own = visit.viewer.tenants.find((tenant) => tenant.slug === slug);
  if (own) return { tenant: { id: own.id, slug: own.slug, name: own.name }, role: own.role };
  if (!visit.viewer.isOwner) return null;
  const tenant = await findTenant(visit, slug);
  return tenant ? { tenant, role: "analyst" } : null;
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

/** Ends with `forbidden` unless the person has at least this role in the tenant. */
export function requireRole(visit: TenantVisit, minimum: TenantRole): void {
  if (!hasRole(visit.role, minimum)) throw new AppError("forbidden");
}
