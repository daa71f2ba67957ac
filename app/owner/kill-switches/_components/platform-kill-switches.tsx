"use client";

import type { ComponentProps } from "react";
import {
  engagePlatformKillSwitchAction,
  releasePlatformKillSwitchAction,
} from "#app/owner/kill-switches/actions.ts";
import { KillSwitchPanel } from "#components/kill-switch-panel.tsx";

/** The panel with the actions of the Owner. */
export function PlatformKillSwitches(
  panel: Omit<ComponentProps<typeof KillSwitchPanel>, "scope" | "engage" | "release">,
) {
  return (
    <KillSwitchPanel
      {...panel}
      scope="the whole platform"
      engage={(agentId, reason) => engagePlatformKillSwitchAction({ agentId, reason })}
      release={(killSwitchId) => releasePlatformKillSwitchAction({ killSwitchId })}
    />
  );
}
