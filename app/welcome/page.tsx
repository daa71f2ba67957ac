import type { Metadata } from "next";
import { CreateTenantForm } from "#app/welcome/_components/create-tenant-form.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Card, CardContent } from "#components/ui/card.tsx";
import { accountPage } from "#lib/http/page.ts";

export const metadata: Metadata = { title: "New organisation" };

/** Where somebody founds an organisation: the first after leaving another, or a further one. */
export default async function NewTenantPage() {
  await accountPage();
  return (
    <>
      <PageHeader
        title="New organisation"
        description="It has its own members, repositories and runs; nothing is shared with your other organisations. You will be its admin."
      />
      <Card>
        <CardContent>
          <CreateTenantForm />
        </CardContent>
      </Card>
    </>
  );
}
