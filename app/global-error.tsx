"use client";

import "./globals.css";
import { ErrorPanel } from "#components/error-panel.tsx";
import { Button } from "#components/ui/button.tsx";

/** Stands in for the whole document when even the root layout fails. */
export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="en">
      <body>
        <title>MorningAI</title>
        <main className="flex min-h-dvh items-center justify-center">
          <ErrorPanel
            title="MorningAI could not start this page"
            requestId={error.digest}
            action={<Button onClick={reset}>Try again</Button>}
          >
            Something went wrong on our side. Nothing was lost, and runs go on.
          </ErrorPanel>
        </main>
      </body>
    </html>
  );
}
