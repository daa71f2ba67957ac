import Link from "next/link";
import { Alert } from "#components/ui/alert.tsx";
import type { EngineRunStatus, EngineStatus } from "#lib/domain/engine/schema.ts";
import { engineRunLabels } from "#lib/domain/engine/state.ts";

const shown: EngineRunStatus[] = ["queued", "running", "waiting", "failed", "cancelled", "completed"];

/** How much there is to do, and how runs stand; each count leads to its runs. */
export function EngineNumbers({ status }: { status: EngineStatus }) {
  const tile = "rounded-lg border bg-surface px-3.5 py-3 shadow-raised";
  return (
    <section aria-label="Numbers" className="grid gap-3">
      {status.storeFailure ? (
        <Alert tone="danger" title="The engine can't write its state">
          {status.storeFailure} Requests wait, and everything goes on by itself once it can: look at the free
          space of its disk.
        </Alert>
      ) : null}
      <ul className="grid grid-cols-2 gap-2 sm:grid-cols-4">
        <li className={tile}>
          <Figure label="Queue: calls due" value={status.queueDepth} />
        </li>
        <li className={tile}>
          <Figure label="Calls open" value={status.openCalls} />
        </li>
        {shown.map((one) => (
          <li key={one} className={`relative hover:bg-hover/60 ${tile}`}>
            <Link
              href={`/owner/engine?status=${one}#runs`}
              className="block after:absolute after:inset-0 after:rounded-lg focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-ring"
            >
              <Figure label={engineRunLabels[one].label} value={status.counts[one]} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Figure({ label, value }: { label: string; value: number }) {
  return (
    <>
      <span className="block text-muted-foreground text-xs">{label}</span>
      <span className="tabular mt-0.5 block font-semibold text-lg">{value.toLocaleString("en")}</span>
    </>
  );
}
