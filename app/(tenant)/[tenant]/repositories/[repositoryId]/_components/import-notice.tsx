"use client";

import { RotateCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { revealHidden } from "#components/visible-text.ts";
import { holds } from "#lib/domain/permissions/hold-permission.ts";
import type { Repository } from "#lib/domain/repositories/schema.ts";
import type { TenantRole } from "#lib/domain/users/schema.ts";
import { retryRepositoryImportAction } from "../../actions.ts";

/** How the import goes, or why it failed and how to try again. */
export function ImportNotice(props: { repository: Repository; tenant: string; role: TenantRole }) {
  const { repository } = props;
  const router = useRouter();
  const [problem, setProblem] = useState<string>();
  const [pending, start] = useTransition();
  if (repository.status === "ready") return null;
  if (repository.status === "importing") {
    return (
      <div role="status" className="grid gap-3 rounded-lg border bg-surface p-4 text-sm">
        <p>
          {revealHidden(
            repository.statusReason ??
              "The repository is being copied; then languages, tests and commands are found out.",
          )}
        </p>
        <Progress value={null} aria-label="Import" />
      </div>
    );
  }
  const retry = () =>
    start(async () => {
      const result = await retryRepositoryImportAction(props.tenant, { repositoryId: repository.id });
      setProblem(result.ok ? undefined : result.error.message);
      router.refresh();
    });
  return (
    <Alert tone="danger" title="The import failed">
      <p className="whitespace-pre-wrap">
        {revealHidden(repository.statusReason ?? "No reason was recorded.")}
      </p>
      {problem ? <p className="mt-1">{problem}</p> : null}
      {!holds(props.role, "repository.retry_import") ? null : (
        <Button
          variant="outline"
          size="sm"
          className="mt-3 text-foreground"
          disabled={pending}
          onClick={retry}
        >
          <RotateCw aria-hidden className={pending ? "animate-spin" : undefined} /> Try again
        </Button>
      )}
    </Alert>
  );
}
