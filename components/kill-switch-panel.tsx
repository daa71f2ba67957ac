"use client";

import { toast } from "sonner";
import { AskButton } from "#components/ask-button.tsx";
import { ConfirmButton } from "#components/confirm-button.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Card, CardContent, CardHeader, CardTitle } from "#components/ui/card.tsx";
import type { KillSwitch } from "#lib/domain/kill-switches/schema.ts";
import { killSwitchLabel } from "#lib/domain/kill-switches/state.ts";

type Failure = { ok: false; error: { message: string } };

interface Props {
  /** What stops when all agents do: "this organisation" or "the whole platform". */
  scope: string;
  agents: { id: string; name: string }[];
  engaged: KillSwitch[];
  released: KillSwitch[];
  /** Why the viewer may not switch. */
  blocked?: string;
  /** Switches that the viewer may release; those of the platform are the Owner's. */
  releasable: string[];
  engage: (
    agentId: string | null,
    reason: string,
  ) => Promise<{ ok: true; data: { stoppedRuns: number } } | Failure>;
  release: (killSwitchId: string) => Promise<{ ok: true } | Failure>;
}

/** All agents at once and each alone: on or off, why, and the way to change it. */
export function KillSwitchPanel(props: Props) {
  const targets = [{ id: null, name: "All agents" }, ...props.agents];
  return (
    <div className="grid gap-6">
      <Card aria-label="Kill switches">
        <ul className="divide-y">
          {targets.map((target) => (
            <SwitchRow key={target.id ?? "all"} {...props} target={target} />
          ))}
        </ul>
        {props.blocked ? (
          <p className="border-t px-4 py-3 text-muted-foreground text-sm sm:px-5">{props.blocked}</p>
        ) : null}
      </Card>
      {props.released.length > 0 ? <History released={props.released} /> : null}
    </div>
  );
}

function SwitchRow(props: Props & { target: { id: string | null; name: string } }) {
  const { target, scope } = props;
  const on = props.engaged.filter((one) => one.agentId === target.id);
  const engage = async (reason: string) => {
    const answer = await props.engage(target.id, reason);
    if (!answer.ok) return answer;
    const { stoppedRuns } = answer.data;
    toast.success(
      `${target.name}: stopped. ${stoppedRuns} ${stoppedRuns === 1 ? "run ends" : "runs end"} now.`,
    );
    return { ok: true } as const;
  };
  const release = async (id: string) => {
    const answer = await props.release(id);
    if (!answer.ok) return answer;
    toast.success(`${target.name} may work again.`);
    return { ok: true } as const;
  };
  const mine = on.find((one) => props.releasable.includes(one.id));
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-3.5 sm:px-5">
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-center gap-2 font-medium text-sm">
          {target.name}
          <Badge tone={on.length > 0 ? "danger" : "success"}>{on.length > 0 ? "Stopped" : "May work"}</Badge>
        </p>
        {on.map((one) => (
          <p key={one.id} className="text-muted-foreground text-xs leading-5 [overflow-wrap:anywhere]">
            {killSwitchLabel(one)}: {one.reason} · {one.engagedBy ?? "somebody who is gone"},{" "}
            <RelativeTime at={one.engagedAt} />
          </p>
        ))}
      </div>
      {mine ? (
        <ConfirmButton
          tone="default"
          disabled={props.blocked !== undefined}
          title={`Let ${target.name} work again?`}
          description="New runs can start. Those that were stopped stay stopped; run them again where you want to."
          confirmLabel="Let work"
          onConfirm={() => release(mine.id)}
        >
          Let work again<span className="sr-only"> for {target.name}</span>
        </ConfirmButton>
      ) : (
        <AskButton
          variant={target.id === null ? "danger" : "outline"}
          disabled={props.blocked !== undefined || on.length > 0}
          title={`Stop ${target.name} in ${scope}?`}
          description="Runs at work end within seconds, with your reason; new ones are refused until somebody switches it off again."
          label="Reason"
          hint="Shown on every page, and kept with the stopped runs and in the audit log."
          confirmLabel="Stop now"
          onSubmit={engage}
        >
          Stop<span className="sr-only"> {target.name}</span>
        </AskButton>
      )}
    </li>
  );
}

function History({ released }: { released: KillSwitch[] }) {
  return (
    <Card aria-labelledby="earlier">
      <CardHeader>
        <CardTitle id="earlier">Earlier</CardTitle>
      </CardHeader>
      <CardContent>
        <ul className="grid gap-3 text-sm">
          {released.map((one) => (
            <li key={one.id} className="[overflow-wrap:anywhere]">
              {killSwitchLabel(one)}: {one.reason}
              <span className="block text-muted-foreground text-xs leading-5">
                {one.engagedBy ?? "Somebody who is gone"}, <RelativeTime at={one.engagedAt} />; off by{" "}
                {one.releasedBy ?? "somebody who is gone"},{" "}
                <RelativeTime at={one.releasedAt ?? one.engagedAt} />
              </span>
            </li>
          ))}
        </ul>
      </CardContent>
    </Card>
  );
}
