"use client";

import { MonitorSmartphone } from "lucide-react";
import { toast } from "sonner";
import { revokeSessionAction } from "#app/(tenant)/[tenant]/settings/actions.ts";
import { ConfirmButton } from "#components/confirm-button.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { deviceName } from "#lib/domain/sessions/device-name.ts";
import type { Session } from "#lib/domain/sessions/schema.ts";

async function endSession(sessionId: string) {
  const result = await revokeSessionAction({ sessionId });
  if (!result.ok) return result;
  toast.success("The session has ended.");
  return { ok: true } as const;
}

/** Where the person is signed in, with the way to end each. */
export function SessionList({ sessions }: { sessions: Session[] }) {
  return (
    <ul className="divide-y">
      {sessions.map((session) => {
        const name = deviceName(session.userAgent);
        return (
          <li key={session.id} className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-3.5 sm:px-5">
            <MonitorSmartphone aria-hidden className="size-5 shrink-0 text-muted-foreground" />
            <div className="min-w-0 flex-1 basis-40">
              <p className="flex flex-wrap items-center gap-2 font-medium text-sm">
                {name}
                {session.current ? <Badge tone="success">This session</Badge> : null}
              </p>
              <p className="text-muted-foreground text-xs leading-5">
                {session.ip || "unknown address"} · last used <RelativeTime at={session.lastUsedAt} /> · since{" "}
                <RelativeTime at={session.createdAt} />
              </p>
            </div>
            {session.current ? null : (
              <ConfirmButton
                size="sm"
                className="ml-9 sm:ml-0"
                title={`End the session on ${name}?`}
                description="Whoever uses it is signed out at once."
                confirmLabel="End session"
                onConfirm={() => endSession(session.id)}
              >
                End session
              </ConfirmButton>
            )}
          </li>
        );
      })}
    </ul>
  );
}
