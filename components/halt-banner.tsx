import Link from "next/link";
import { Alert } from "#components/ui/alert.tsx";
import type { KillSwitch } from "#lib/domain/kill-switches/schema.ts";
import { killSwitchLabel } from "#lib/domain/kill-switches/state.ts";
import type { TenantState } from "#lib/domain/tenants/schema.ts";

const dateOf = (at: string): string => at.slice(0, 10);

/** Above every page of a tenant: what keeps work from being done in it, and nothing when all runs. */
export function HaltBanner(props: { tenant: string; state: TenantState; killSwitches: KillSwitch[] }) {
  const { tenant, state, killSwitches } = props;
  return (
    <div className="grid gap-2 empty:hidden [&:not(:empty)]:mb-6">
      {state.suspendedAt ? (
        <Alert tone="danger" title="This organisation is suspended">
          <p>{state.suspendedReason}</p>
          <p>Everything can be read; nothing can be changed or run.</p>
        </Alert>
      ) : null}
      {state.eraseAfter ? (
        <Alert tone="danger" title={`This organisation will be deleted on ${dateOf(state.eraseAfter)}`}>
          Until then an admin can restore it under{" "}
          <Link href={`/${tenant}/settings/organisation`} className="underline">
            Settings
          </Link>
          . Nothing can be changed or run.
        </Alert>
      ) : null}
      {killSwitches.map((one) => (
        <Alert key={one.id} tone="warning" title={`${killSwitchLabel(one)} is on`}>
          <p>{one.reason}</p>
          <p>{one.agentId ? "No run in which this agent works can start." : "No run can start."}</p>
        </Alert>
      ))}
    </div>
  );
}
