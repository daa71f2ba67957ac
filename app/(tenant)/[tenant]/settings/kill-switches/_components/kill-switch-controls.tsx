"use client";

import type { ComponentProps } from "react";
import {
  engageKillSwitchAction,
  releaseKillSwitchAction,
} from "#app/(tenant)/[tenant]/settings/kill-switches/actions.ts";
import { KillSwitchPanel } from "#components/kill-switch-panel.tsx";

type Panel = ComponentProps<typeof KillSwitchPanel>;

/** The panel with the actions of a tenant. */
export function KillSwitchControls({
  tenant,
  ...panel
}: Omit<Panel, "scope" | "engage" | "release"> & { tenant: string }) {
  return (
    <KillSwitchPanel
      {...panel}
      scope="this organisation"
      engage={(agentId, reason) => engageKillSwitchAction(tenant, { agentId, reason })}
      release={(killSwitchId) => releaseKillSwitchAction(tenant, { killSwitchId })}
    />
  );
}
