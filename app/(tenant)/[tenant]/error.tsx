"use client";

import { ErrorPanel } from "#components/error-panel.tsx";
import { Button } from "#components/ui/button.tsx";

export default function TenantError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <ErrorPanel
      title="This page could not be shown"
      requestId={error.digest}
      action={<Button onClick={reset}>Try again</Button>}
    >
      Something went wrong on our side. Nothing was lost, and runs go on.
    </ErrorPanel>
  );
}
