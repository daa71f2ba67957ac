import { Row, RowList } from "#components/row-list.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import { revealHidden } from "#components/visible-text.ts";
import type { Repository } from "#lib/domain/repositories/schema.ts";
import { repositoryStatusLabels, sourceLabel } from "#lib/domain/repositories/state.ts";

/** Connected repositories as rows. */
export function RepositoryList({ repositories, tenant }: { repositories: Repository[]; tenant: string }) {
  return (
    <RowList label="Repositories">
      {repositories.map((one) => {
        const language = one.detection.languages[0]?.name;
        return (
          <Row
            key={one.id}
            href={`/${tenant}/repositories/${one.id}`}
            title={one.name}
            facts={
              one.status === "failed" ? (
                <span className="text-danger-text [overflow-wrap:anywhere]">
                  {revealHidden(one.statusReason ?? "The import failed.")}
                </span>
              ) : (
                <>
                  <span className="[overflow-wrap:anywhere]">{revealHidden(sourceLabel(one))}</span>
                  {language ? <span>· {language}</span> : null}
                  {one.detection.runner ? <span>· {one.detection.runner}</span> : null}
                </>
              )
            }
            aside={<StatusBadge status={one.status} map={repositoryStatusLabels} />}
          />
        );
      })}
    </RowList>
  );
}
