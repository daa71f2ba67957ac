"use client";

import { useNow } from "#components/duration.tsx";
import { durationText } from "#components/duration-text.ts";
import type { PersonWait } from "#lib/domain/runs/schema.ts";
import { personWaitMs } from "#lib/domain/runs/state.ts";

/** How long a run worked and, told apart, how long it waited for a person; counts on while it goes. */
export function RunDuration(props: {
  startedAt: string;
  finishedAt: string | null;
  approvals: PersonWait[];
}) {
  const now = useNow(props.finishedAt === null);
  const end = props.finishedAt === null ? now : Date.parse(props.finishedAt);
  if (end === undefined) return <span className="tabular">…</span>;
  const waited = personWaitMs(props.approvals, end);
  // Clocks may differ: never below 0. A counting time moves in whole seconds.
  const worked = Math.max(0, end - Date.parse(props.startedAt) - waited);
  const whole = (ms: number) => (props.finishedAt === null ? Math.floor(ms / 1000) * 1000 : ms);
  return (
    <span className="tabular">
      {durationText(whole(worked))}
      {waited >= 1000 ? (
        <span className="text-muted-foreground"> + {durationText(whole(waited))} waiting for a person</span>
      ) : null}
    </span>
  );
}
