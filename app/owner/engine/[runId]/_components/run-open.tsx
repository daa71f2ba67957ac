import { RelativeTime } from "#components/relative-time.tsx";
import { exactTime } from "#components/relative-time-text.ts";
import { RowList } from "#components/row-list.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { revealHidden } from "#components/visible-text.ts";
import type { EngineCall, EngineWait } from "#lib/domain/engine/schema.ts";
import { waitLabel } from "#lib/domain/engine/state.ts";

/** What the run waits for, since when and until when. */
export function RunWaits({ waits }: { waits: EngineWait[] }) {
  if (waits.length === 0) return null;
  return (
    <section className="min-w-0">
      <h2 className="mb-3 font-semibold text-sm">Waits for</h2>
      <RowList label="Waits for">
        {waits.map((wait) => (
          <li key={`${wait.step} ${wait.until}`} className="px-4 py-3 text-sm [overflow-wrap:anywhere]">
            <p>
              <span className="font-medium">{waitLabel(wait)}</span>
              {wait.step ? <span className="text-muted-foreground"> in step “{wait.step}”</span> : null}
            </p>
            <p className="text-muted-foreground text-xs">
              since <RelativeTime at={wait.since} />, until {exactTime(wait.until)}
            </p>
          </li>
        ))}
      </RowList>
    </section>
  );
}

/** Calls that are open or due, with how often they were tried. */
export function RunCalls({ calls }: { calls: EngineCall[] }) {
  if (calls.length === 0) return null;
  return (
    <section className="min-w-0">
      <h2 className="mb-3 font-semibold text-sm">Under way</h2>
      <RowList label="Under way">
        {calls.map((call) => (
          <li
            key={`${call.step} ${call.dueAt}`}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5 px-4 py-3 text-sm"
          >
            <div className="min-w-0 [overflow-wrap:anywhere]">
              <p>
                <span className="font-medium">{call.step || "the function"}</span>
                <span className="text-muted-foreground">, attempt {call.attempt}</span>
              </p>
              <p className="text-muted-foreground text-xs">
                due <RelativeTime at={call.dueAt} />
              </p>
              {call.lastError ? (
                <p className="mt-1 text-danger-text text-xs">
                  The last attempt failed: {revealHidden(call.lastError)}
                </p>
              ) : null}
            </div>
            <Badge tone={call.open ? "info" : "neutral"}>{call.open ? "open" : "queued"}</Badge>
          </li>
        ))}
      </RowList>
    </section>
  );
}
