import { CloudCog, Unplug } from "lucide-react";
import { EmptyState } from "#components/empty-state.tsx";
import { Button } from "#components/ui/button.tsx";
import type { EngineView } from "#lib/domain/engine/queries.ts";

/** The embedded engine does not answer: what that means and what to do. */
export function EngineAway({ url, reason }: { url: string; reason: string }) {
  return (
    <div role="alert">
      <EmptyState icon={Unplug} title="The engine does not answer">
        <p>{reason}</p>
        <p className="mt-2">
          Nothing is lost: events wait in the database and runs go on where they were once it is back. On this
          machine <code className="font-mono text-xs">npm start</code> starts it again by itself within
          seconds; if it does not, see <code className="font-mono text-xs">engine.log</code> in the folder of
          its logs, and ask it from a terminal with{" "}
          <code className="font-mono text-xs">npm run engine -- status --url {url}</code>.
        </p>
        <p className="mt-2">This page looks again every few seconds.</p>
      </EmptyState>
    </div>
  );
}

/** Another engine executes durable functions, or none does. */
export function EngineElsewhere({ view }: { view: Extract<EngineView, { kind: "inngest" | "none" }> }) {
  if (view.kind === "none") {
    return (
      <EmptyState icon={Unplug} title="No durable engine is set">
        Goals are kept but nothing runs. Start the platform with{" "}
        <code className="font-mono text-xs">npm start</code>, or set{" "}
        <code className="font-mono text-xs">INNGEST_EVENT_KEY</code> and{" "}
        <code className="font-mono text-xs">INNGEST_SIGNING_KEY</code>.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={CloudCog}
      title="Durable functions run on Inngest"
      action={
        <Button asChild>
          <a href={view.dashboard} rel="noreferrer noopener" target="_blank">
            Open the Inngest dashboard
          </a>
        </Button>
      }
    >
      Functions, queue, runs, retry and cancel are in its own dashboard.
    </EmptyState>
  );
}
