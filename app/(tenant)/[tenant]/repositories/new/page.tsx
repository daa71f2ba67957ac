import type { Metadata } from "next";
import { PageHeader } from "#components/page-header.tsx";
import { Card, CardContent } from "#components/ui/card.tsx";
import { listCredentials } from "#lib/domain/credentials/queries.ts";
import { holds, whyNotPermitted } from "#lib/domain/permissions/hold-permission.ts";
import { repositoryRoots } from "#lib/http/forge-addresses.ts";
import { tenantPage } from "#lib/http/page.ts";
import { ConnectForm } from "./connect-form.tsx";
import { SampleOffer } from "./sample-offer.tsx";

export const metadata: Metadata = { title: "Connect a repository" };

export default async function ConnectPage(props: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await props.params;
  const { context, roles } = await tenantPage(tenant);
  const credentials = holds(roles, "credential.read") ? await listCredentials(context) : [];
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Repositories", href: `/${tenant}/repositories` }]}
        title="Connect a repository"
        description="It is copied to the platform's own forge. Nothing in it is run during the import, and your original is never written to."
      />
      <Card className="max-w-2xl">
        <CardContent>
          <ConnectForm
            tenant={tenant}
            roots={repositoryRoots()}
            credentials={credentials}
            blocked={whyNotPermitted(roles, "repository.connect") ?? undefined}
          />
        </CardContent>
      </Card>
      {holds(roles, "repository.connect") ? <SampleOffer tenant={tenant} /> : null}
    </>
  );
}
