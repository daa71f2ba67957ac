"use client";

import { CircleStop, Download, RotateCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { toast } from "sonner";
import { ConfirmButton } from "#components/confirm-button.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { RunBadges } from "#components/run-badges.tsx";
import { Button } from "#components/ui/button.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { revealHidden } from "#components/visible-text.ts";
import type { RunSnapshot } from "#lib/domain/runs/snapshot-schema.ts";
import { whyNot } from "#lib/domain/runs/state.ts";
import type { TenantRole } from "#lib/domain/users/schema.ts";
import { rerunRunAction, stopRunAction } from "../../actions.ts";

interface Props {
  snapshot: RunSnapshot;
  tenant: string;
  role: TenantRole;
  onChanged: () => void;
}

/** What the run is about, how it stands, and what can be done with it. */
export function RunHeader(props: Props) {
  const { run } = props.snapshot;
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Runs", href: `/${props.tenant}/runs` },
          { label: `Goal #${run.goal.number}`, href: `/${props.tenant}/goals/${run.goal.id}` },
        ]}
        title={
          <>
            <bdi>{revealHidden(run.goal.title)}</bdi>{" "}
            <span className="font-normal text-muted-foreground">#{run.number}</span>
          </>
        }
        badges={<RunBadges run={run} />}
        actions={<RunActions {...props} />}
      />
      <GoalText body={run.goal.body} title={run.goal.title} />
    </>
  );
}

function RunActions({ snapshot, tenant, role, onChanged }: Props) {
  const { run } = snapshot;
  const router = useRouter();
  const [pending, start] = useTransition();
  const noStop = whyNot("stop", run, role);
  const noRerun = whyNot("rerun", run, role);
  const rerun = () =>
    start(async () => {
      const result = await rerunRunAction(tenant, { runId: run.id });
      if (result.ok) router.push(`/${tenant}/runs/${result.data.runId}`);
      else toast.error(result.error.message);
    });
  return (
    <>
      <Button variant="outline" size="sm" asChild>
        <a href={`/api/v1/runs/${run.id}/bundle`} download>
          <Download aria-hidden /> Bundle
        </a>
      </Button>
      <Reasoned reason={noRerun}>
        <Button variant="outline" size="sm" disabled={noRerun !== null || pending} onClick={rerun}>
          <RotateCw aria-hidden className={pending ? "animate-spin" : undefined} /> Rerun
        </Button>
      </Reasoned>
      <Reasoned reason={noStop}>
        <ConfirmButton
          variant="outline"
          size="sm"
          disabled={noStop !== null}
          title="Stop this run?"
          description="Its processes are ended within seconds and late results are discarded. What it found so far stays here. You can run the goal again later."
          confirmLabel="Stop the run"
          onConfirm={async () => {
            const result = await stopRunAction(tenant, { runId: run.id });
            if (result.ok) onChanged();
            return result;
          }}
        >
          <CircleStop aria-hidden /> Stop
        </ConfirmButton>
      </Reasoned>
    </>
  );
}

/** A disabled button says why: by pointer, by keyboard and to screen readers. */
function Reasoned({ reason, children }: { reason: string | null; children: React.ReactNode }) {
  if (reason === null) return children;
  return (
    <Tooltip label={reason}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the reason of a disabled button must be reachable. */}
      <span tabIndex={0} role="note" className="rounded-md" aria-label={reason}>
        {children}
      </span>
    </Tooltip>
  );
}

/** The rest of the goal, when it says more than its title. */
function GoalText({ body, title }: { body: string; title: string }) {
  const [open, setOpen] = useState(false);
  const rest = body.trim().startsWith(title) ? body.trim().slice(title.length).trim() : body.trim();
  if (rest === "") return null;
  const text = revealHidden(rest);
  const long = text.length > 280 || text.split("\n").length > 4;
  return (
    <div className="-mt-3 mb-5 max-w-3xl">
      <p
        dir="auto"
        className={`whitespace-pre-wrap text-muted-foreground text-sm leading-relaxed [overflow-wrap:anywhere] ${long && !open ? "line-clamp-3" : ""}`}
      >
        {text}
      </p>
      {long ? (
        <Button
          variant="link"
          size="sm"
          className="px-0 md:px-0"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {open ? "Show less" : "Show the whole goal"}
        </Button>
      ) : null}
    </div>
  );
}
