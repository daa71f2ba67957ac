import type { Metadata } from "next";
import { Invitations } from "#app/(tenant)/[tenant]/settings/members/_components/invitations.tsx";
import { MemberList } from "#app/(tenant)/[tenant]/settings/members/_components/member-list.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Card, CardDescription, CardHeader, CardTitle } from "#components/ui/card.tsx";
import { listInvitations } from "#lib/domain/invitations/queries.ts";
import { listMembers } from "#lib/domain/members/queries.ts";
import { holds } from "#lib/domain/permissions/hold-permission.ts";
import { tenantPage } from "#lib/http/page.ts";

export const metadata: Metadata = { title: "Members" };

/** Who belongs to the tenant and in which role. */
export default async function MembersPage(props: { params: Promise<{ tenant: string }> }) {
  const { tenant: slug } = await props.params;
  const { context, roles, tenant, viewer } = await tenantPage(slug);
  const mayInvite = holds(roles, "invitation.read");
  const [members, invitations] = await Promise.all([
    listMembers(context),
    mayInvite ? listInvitations(context) : [],
  ]);
  return (
    <>
      <PageHeader
        title="Members"
        description={`Who belongs to ${tenant.name}. What each role may do stands under Permissions.`}
      />
      <div className="grid gap-6">
        <Card aria-labelledby="members">
          <CardHeader>
            <div>
              <CardTitle id="members">
                {members.length} {members.length === 1 ? "member" : "members"}
              </CardTitle>
              <CardDescription>A change holds from the next click of that person on.</CardDescription>
            </div>
          </CardHeader>
          <MemberList
            tenant={slug}
            tenantName={tenant.name}
            members={members}
            viewerId={viewer.id}
            roles={roles}
          />
        </Card>
        {mayInvite ? (
          <Card aria-labelledby="invitations">
            <CardHeader>
              <div>
                <CardTitle id="invitations">Invitations</CardTitle>
                <CardDescription>By mail, with a link that works for 7 days.</CardDescription>
              </div>
            </CardHeader>
            <Invitations tenant={slug} invitations={invitations} />
          </Card>
        ) : null}
      </div>
    </>
  );
}
