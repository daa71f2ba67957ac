import type { Metadata } from "next";
import { DeletionControl } from "#app/(tenant)/[tenant]/settings/organisation/_components/deletion-control.tsx";
import { TenantNameForm } from "#app/(tenant)/[tenant]/settings/organisation/_components/tenant-name-form.tsx";
import { TwoFactorPolicy } from "#app/(tenant)/[tenant]/settings/organisation/_components/two-factor-policy.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "#components/ui/card.tsx";
import { whyNotPermitted } from "#lib/domain/permissions/hold-permission.ts";
import type { Permission } from "#lib/domain/permissions/schema.ts";
import { getTenantState, requiresTwoFactor } from "#lib/domain/tenants/queries.ts";
import { tenantPage } from "#lib/http/page.ts";

export const metadata: Metadata = { title: "Organisation" };

/** Name, policies and end of a tenant. */
export default async function OrganisationPage(props: { params: Promise<{ tenant: string }> }) {
  const { tenant: slug } = await props.params;
  const { context, roles, tenant } = await tenantPage(slug);
  const [state, required] = await Promise.all([getTenantState(context), requiresTwoFactor(context)]);
  const blocked = (permission: Permission) => whyNotPermitted(roles, permission) ?? undefined;
  return (
    <>
      <PageHeader title="Organisation" description="Its name, what it asks of its members, and its end." />
      <div className="grid gap-6">
        <Card aria-labelledby="name">
          <CardHeader>
            <CardTitle id="name">Name</CardTitle>
          </CardHeader>
          <CardContent>
            <TenantNameForm tenant={slug} name={tenant.name} blocked={blocked("tenant.update")} />
          </CardContent>
        </Card>
        <Card aria-labelledby="two-factor">
          <CardHeader>
            <div>
              <CardTitle id="two-factor">Two-factor sign-in</CardTitle>
              <CardDescription>
                Members without a second factor then reach nothing until they have set one up.
              </CardDescription>
            </div>
          </CardHeader>
          <CardContent>
            <TwoFactorPolicy
              tenant={slug}
              required={required}
              blocked={blocked("tenant.set_two_factor_policy")}
            />
          </CardContent>
        </Card>
        <Card aria-labelledby="deletion">
          <CardHeader>
            <div>
              <CardTitle id="deletion">Delete this organisation</CardTitle>
              <CardDescription>
                Runs stop at once. After 30 days repositories, runs, evidence and members are erased for good;
                until then it can be restored. Take your data along first, under Data.
              </CardDescription>
            </div>
          </CardHeader>
          <CardContent>
            <DeletionControl
              tenant={slug}
              name={tenant.name}
              eraseAfter={state.eraseAfter}
              blocked={blocked(state.eraseAfter ? "tenant.restore" : "tenant.delete")}
            />
          </CardContent>
        </Card>
      </div>
    </>
  );
}
