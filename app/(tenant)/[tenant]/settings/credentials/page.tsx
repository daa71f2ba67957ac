import type { Metadata } from "next";
import { AddCredentialForm } from "#app/(tenant)/[tenant]/settings/credentials/_components/add-credential-form.tsx";
import { CredentialList } from "#app/(tenant)/[tenant]/settings/credentials/_components/credential-list.tsx";
import { ForgeTokenList } from "#app/(tenant)/[tenant]/settings/credentials/_components/forge-token-list.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "#components/ui/card.tsx";
import { listCredentials } from "#lib/domain/credentials/queries.ts";
import { holds } from "#lib/domain/permissions/hold-permission.ts";
import { listForgeTokens } from "#lib/domain/repositories/queries.ts";
import { tenantPage } from "#lib/http/page.ts";

export const metadata: Metadata = { title: "Credentials" };

export default async function CredentialsPage(props: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await props.params;
  const { context, roles } = await tenantPage(tenant);
  const mayChange = holds(roles, "credential.add");
  const mayRead = holds(roles, "credential.read");
  const [credentials, tokens] = await Promise.all([
    mayRead ? listCredentials(context) : [],
    holds(roles, "forge_token.revoke") ? listForgeTokens(context) : [],
  ]);
  return (
    <>
      <PageHeader
        title="Credentials"
        description="What the platform shows to your git servers, and what your git programs show to the platform."
      />
      <div className="grid gap-6">
        <Card aria-labelledby="credentials">
          <CardHeader>
            <div>
              <CardTitle id="credentials">Git servers</CardTitle>
              <CardDescription>
                For importing private repositories. Kept encrypted, never shown again, and never given to
                agents or the code they run.
              </CardDescription>
            </div>
          </CardHeader>
          <CredentialList
            tenant={tenant}
            credentials={credentials}
            mayChange={mayChange}
            mayRead={mayRead}
            now={context.clock.now().toISOString()}
          />
        </Card>
        {mayChange ? (
          <Card aria-labelledby="add-credential">
            <CardHeader>
              <CardTitle id="add-credential">Add a credential</CardTitle>
            </CardHeader>
            <CardContent>
              <AddCredentialForm tenant={tenant} />
            </CardContent>
          </Card>
        ) : null}
        <Card aria-labelledby="forge-tokens">
          <CardHeader>
            <div>
              <CardTitle id="forge-tokens">Your git tokens</CardTitle>
              <CardDescription>
                Made on the page of a repository, for cloning and pushing. Each ends by itself after 30 days.
              </CardDescription>
            </div>
          </CardHeader>
          <ForgeTokenList tenant={tenant} tokens={tokens} />
        </Card>
      </div>
    </>
  );
}
