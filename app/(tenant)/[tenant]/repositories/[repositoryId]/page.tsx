import { Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { AutoRefresh } from "#components/auto-refresh.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { RunList } from "#components/run-list.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { revealHidden } from "#components/visible-text.ts";
import { getRepository, listRecentCommits } from "#lib/domain/repositories/queries.ts";
import { repositoryStatusLabels, sourceLabel, whyNoGoal } from "#lib/domain/repositories/state.ts";
import { listRuns } from "#lib/domain/runs/queries.ts";
import { cloneUrl } from "#lib/http/forge-addresses.ts";
import { orNotFound } from "#lib/http/or-not-found.ts";
import { tenantPage } from "#lib/http/page.ts";
import { CloneCard } from "./_components/clone-card.tsx";
import { CommandsForm } from "./_components/commands-form.tsx";
import { ImportNotice } from "./_components/import-notice.tsx";
import { RemoveRepository } from "./_components/remove-repository.tsx";
import { CommitList, DetectionCard } from "./_components/repository-facts.tsx";

export const metadata: Metadata = { title: "Repository" };

export default async function RepositoryPage(props: {
  params: Promise<{ tenant: string; repositoryId: string }>;
}) {
  const { tenant, repositoryId } = await props.params;
  const { context, role } = await tenantPage(tenant);
  const repository = await orNotFound(getRepository(context, repositoryId));
  const runs = await listRuns(context, { repositoryId, limit: 10 });
  const commits = await listRecentCommits(context, repository).catch((error: unknown) => {
    context.log.warn({ err: error, repositoryId }, "recent commits could not be read");
    return null;
  });
  return (
    <div className="grid min-w-0 gap-6">
      <AutoRefresh
        active={repository.status === "importing" || runs.some((run) => run.finishedAt === null)}
        seconds={2}
      />
      <div>
        <PageHeader
          crumbs={[{ label: "Repositories", href: `/${tenant}/repositories` }]}
          title={repository.name}
          description={revealHidden(sourceLabel(repository))}
          badges={<StatusBadge status={repository.status} map={repositoryStatusLabels} />}
          actions={
            <>
              <RemoveRepository repository={repository} tenant={tenant} role={role} />
              {whyNoGoal(repository) === null ? (
                <Button asChild>
                  <Link href={`/${tenant}/goals/new?repository=${repository.id}`}>
                    <Plus aria-hidden /> New goal
                  </Link>
                </Button>
              ) : null}
            </>
          }
        />
        <ImportNotice repository={repository} tenant={tenant} role={role} />
      </div>
      {repository.status === "ready" ? (
        <div className="grid min-w-0 items-start gap-6 lg:grid-cols-2">
          <div className="grid min-w-0 gap-6">
            <DetectionCard repository={repository} />
            <CloneCard
              url={cloneUrl(tenant, repository.name)}
              repositoryName={repository.name}
              tenant={tenant}
              role={role}
            />
          </div>
          <div className="grid min-w-0 gap-6">
            <CommandsForm repository={repository} tenant={tenant} role={role} />
            <CommitList commits={commits} />
          </div>
        </div>
      ) : null}
      {runs.length > 0 ? (
        <section>
          <h2 className="mb-3 font-semibold text-sm">Recent runs</h2>
          <RunList runs={runs} tenant={tenant} label="Recent runs" />
        </section>
      ) : null}
    </div>
  );
}
