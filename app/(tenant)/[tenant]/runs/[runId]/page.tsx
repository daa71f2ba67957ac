import type { Metadata } from "next";
import { getRunSnapshot } from "#lib/domain/runs/get-run-snapshot.ts";
import { orNotFound } from "#lib/http/or-not-found.ts";
import { tenantPage } from "#lib/http/page.ts";
import { decideApprovalAction } from "../../approvals/actions.ts";
import { RunView } from "./_components/run-view.tsx";

export const metadata: Metadata = { title: "Run" };

export default async function RunPage(props: { params: Promise<{ tenant: string; runId: string }> }) {
  const { tenant, runId } = await props.params;
  const { context, role } = await tenantPage(tenant);
  const snapshot = await orNotFound(getRunSnapshot(context, runId));
  return <RunView key={runId} initial={snapshot} tenant={tenant} role={role} decide={decideApprovalAction} />;
}
