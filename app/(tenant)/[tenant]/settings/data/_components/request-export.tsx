"use client";

import { useState, useTransition } from "react";
import { toast } from "sonner";
import { requestDataExportAction } from "#app/(tenant)/[tenant]/settings/data/actions.ts";
import { Button } from "#components/ui/button.tsx";

/** Asks for an export; one is made at a time. */
export function RequestExport({ tenant, building }: { tenant: string; building: boolean }) {
  const [problem, setProblem] = useState<string>();
  const [pending, start] = useTransition();
  const request = () =>
    start(async () => {
      const answer = await requestDataExportAction(tenant, {});
      setProblem(answer.ok ? undefined : answer.error.message);
      if (answer.ok) toast.success("The export is being made.");
    });
  return (
    <div className="grid gap-2">
      <Button onClick={request} disabled={pending || building} aria-busy={pending || undefined}>
        Make an export
      </Button>
      {problem ? (
        <p role="alert" className="text-danger-text text-sm">
          {problem}
        </p>
      ) : null}
    </div>
  );
}
