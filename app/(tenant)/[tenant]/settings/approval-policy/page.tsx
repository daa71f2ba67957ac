import type { Metadata } from "next";
import { PolicyList } from "#app/(tenant)/[tenant]/settings/approval-policy/_components/policy-list.tsx";
import { PolicyPreview } from "#app/(tenant)/[tenant]/settings/approval-policy/_components/policy-preview.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "#components/ui/card.tsx";
import { listApprovalPolicies } from "#lib/domain/approval-policies/queries.ts";
import { listMembers } from "#lib/domain/members/queries.ts";
import { whyNotPermitted } from "#lib/domain/permissions/hold-permission.ts";
import { tenantPage } from "#lib/http/page.ts";

export const metadata: Metadata = { title: "Approval policy" };

/** Which effects of agents need a person, and whose decision it is. */
export default async function ApprovalPolicyPage(props: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await props.params;
  const { context, roles } = await tenantPage(tenant);
  const [policies, members] = await Promise.all([listApprovalPolicies(context), listMembers(context)]);
  const people = members.flatMap(({ userId, name, role }) =>
    role === "analyst" ? [] : [{ id: userId, name }],
  );
  return (
    <>
      <PageHeader
        title="Approval policy"
        description="Rules are tried from top to bottom; the first that fits counts. Where none fits, an admin or member decides within 72 hours. What is of high risk always needs a person, and never the one who asked for the run."
      />
      <div className="grid gap-6">
        <PolicyList
          tenant={tenant}
          policies={policies}
          people={people}
          blocked={whyNotPermitted(roles, "approval_policy.save") ?? undefined}
        />
        <Card aria-labelledby="preview">
          <CardHeader>
            <div>
              <CardTitle id="preview">Which rule would count?</CardTitle>
              <CardDescription>Nothing is asked or changed by trying.</CardDescription>
            </div>
          </CardHeader>
          <CardContent>
            <PolicyPreview tenant={tenant} policies={policies} />
          </CardContent>
        </Card>
      </div>
    </>
  );
}
