"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { StatusBadge } from "#components/status-badge.tsx";
import { Button } from "#components/ui/button.tsx";
import type { Repository } from "#lib/domain/repositories/schema.ts";
import { repositoryStatusLabels } from "#lib/domain/repositories/state.ts";
import { connectRepositoryAction } from "../../repositories/actions.ts";

/** The repositories that are there, and the ways to one: the own, or the sample. */
export function ConnectStep(props: {
  tenant: string;
  repositories: Pick<Repository, "id" | "name" | "status">[];
  blocked?: string;
}) {
  const { tenant, repositories, blocked } = props;
  const router = useRouter();
  const [problem, setProblem] = useState<string>();
  const [pending, start] = useTransition();
  const takeSample = () =>
    start(async () => {
      const input = { sourceKind: "sample", location: "", name: "orders-service" } as const;
      const answer = await connectRepositoryAction(tenant, input);
      if (answer.ok) router.push(`/${tenant}/welcome?step=goal`);
      else setProblem(answer.error.message);
    });
  return (
    <div className="grid gap-4">
      {repositories.length > 0 ? (
        <ul aria-label="Repositories" className="grid gap-2 text-sm">
          {repositories.map((one) => (
            <li key={one.id} className="flex flex-wrap items-center gap-2">
              <Link href={`/${tenant}/repositories/${one.id}`} className="font-medium hover:underline">
                {one.name}
              </Link>
              <StatusBadge status={one.status} map={repositoryStatusLabels} />
            </li>
          ))}
        </ul>
      ) : null}
      <div className="flex flex-wrap gap-3">
        <Button asChild>
          <Link href={`/${tenant}/repositories/new`}>Connect your repository</Link>
        </Button>
        <Button variant="outline" disabled={pending || blocked !== undefined} onClick={takeSample}>
          {pending ? "Taking it over …" : "Take the sample"}
        </Button>
      </div>
      {(blocked ?? problem) ? (
        <p role={problem ? "alert" : undefined} className="text-sm">
          {problem ?? blocked}
        </p>
      ) : null}
    </div>
  );
}
