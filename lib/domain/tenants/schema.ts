import { z } from "zod";

/** First path segments that belong to the platform, now or soon; no tenant may take one. */
const reservedSlugs = new Set(
  `about account admin api app apple-icon assets auth billing blog changelog connect-github contact dashboard docs error
  favicon forgot-password git health healthz help home icon inngest invitations invite legal login logout magic-link mailbox
  manifest metrics morningai new offline onboarding owner pricing privacy profile public readyz register
  reset-password robots search security settings sign-in sign-out sign-up signin signout signup sitemap
  static status support system terms two-factor verify verify-email webhooks welcome www`.split(/\s+/),
);

export const TenantSlug = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/);

/**
 * The path segment for a tenant's name: ASCII letters, digits and dashes, at most 40 characters,
 * never one of the platform's own. "Zoë & Söhne" → "zoe-sohne", "API" → "api-team", "株式会社" → "team".
 */
export function slugFrom(name: string): string {
  const ascii = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const slug = ascii
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 40)
    .replace(/^-+|-+$/g, "");
  if (slug === "") return "team";
  return reservedSlugs.has(slug) ? `${slug.slice(0, 35)}-team` : slug;
}

/** Names the tenant that was looked at last, so that the start page leads there. Nothing is decided by it. */
export const LAST_TENANT_COOKIE = "morningai.tenant";

export const TenantName = z
  .string({ error: "Name your organisation." })
  .trim()
  .min(1, "Name your organisation.")
  .max(120, "At most 120 characters.");

export const CreateTenantInput = z.object({ name: TenantName });
export const RenameTenantInput = z.object({ name: TenantName });
export const DismissOnboardingInput = z.object({ dismissed: z.boolean() });
export const SuspendTenantInput = z.object({
  tenantId: z.uuid(),
  reason: z
    .string({ error: "Say why." })
    .trim()
    .min(1, "Say why: the members of the organisation read it.")
    .max(500, "At most 500 characters."),
});
export const ResumeTenantInput = z.object({ tenantId: z.uuid() });
export const RequestTenantDeletionInput = z.object({
  name: z.string({ error: "Type the name of the organisation." }).trim(),
});

/** What keeps work from being done in a tenant; nothing when all are null. */
export const TenantState = z.object({
  suspendedAt: z.string().nullable(),
  suspendedReason: z.string().nullable(),
  /** From then on everything is erased; until then it can be restored. */
  eraseAfter: z.string().nullable(),
});
export type TenantState = z.infer<typeof TenantState>;

export const Tenant = z.object({ id: z.uuid(), slug: z.string(), name: z.string() });
export type Tenant = z.infer<typeof Tenant>;
