import { FolderGit2, Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { AutoRefresh } from "#components/auto-refresh.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { RepositoryList } from "#components/repository-list.tsx";
import { Button } from "#components/ui/button.tsx";
import { listRepositories } from "#lib/domain/repositories/queries.ts";
import { tenantPage } from "#lib/http/page.ts";

export const metadata: Metadata = { title: "Repositories" };

export default async function RepositoriesPage(props: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await props.params;
  const { context } = await tenantPage(tenant);
  const repositories = await listRepositories(context);
  const connect = (
    <Button asChild>
      <Link href={`/${tenant}/repositories/new`}>
        <Plus aria-hidden /> Connect a repository
      </Link>
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Repositories"
        description="Copies on the platform's own forge. Agents work there; your original is never written to."
        actions={repositories.length > 0 ? connect : null}
      />
      <AutoRefresh active={repositories.some((one) => one.status === "importing")} seconds={2} />
      {repositories.length > 0 ? (
        <RepositoryList repositories={repositories} tenant={tenant} />
      ) : (
        <EmptyState icon={FolderGit2} title="No repository is connected" action={connect}>
          Connect one by its path on this server or by a git URL. Languages, tests and commands are found out
          by themselves.
        </EmptyState>
      )}
    </>
  );
}
