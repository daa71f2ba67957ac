import type { ReactNode } from "react";
import { SettingsNav } from "#app/(tenant)/[tenant]/settings/_components/settings-nav.tsx";
import { tenantPage } from "#lib/http/page.ts";

/** The places of the settings above each of them. */
export default async function SettingsLayout(props: {
  children: ReactNode;
  params: Promise<{ tenant: string }>;
}) {
  const { tenant } = await props.params;
  const { roles } = await tenantPage(tenant);
  return (
    <>
      <SettingsNav tenant={tenant} roles={roles} />
      {props.children}
    </>
  );
}
