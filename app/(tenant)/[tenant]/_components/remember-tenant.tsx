"use client";

import { useEffect } from "react";
import { LAST_TENANT_COOKIE } from "#lib/domain/tenants/schema.ts";

/** Keeps for a year which tenant was looked at last. */
export function RememberTenant({ slug }: { slug: string }) {
  useEffect(() => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser that we serve.
    document.cookie = `${LAST_TENANT_COOKIE}=${slug}; path=/; max-age=31536000; samesite=strict; secure`;
  }, [slug]);
  return null;
}
