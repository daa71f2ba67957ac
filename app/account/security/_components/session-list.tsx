"use client";

import { MonitorSmartphone } from "lucide-react";
import { toast } from "sonner";
import { revokeOtherSessionsAction, revokeSessionAction } from "#app/account/security/actions.ts";
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

async function endOthers() {
  const result = await revokeOtherSessionsAction({});
  if (!result.ok) return result;
  toast.success("Your other sessions have ended.");
  return { ok: true } as const;
}

function EndOthers({ count }: { count: number }) {
  return (
    <div className="border-t px-4 py-3 sm:px-5">
      <ConfirmButton
        title={count === 1 ? "End the other session?" : `End the ${count} other sessions?`}
        description="Whoever uses them is signed out at once. You stay signed in here."
        confirmLabel="End them"
        onConfirm={endOthers}
      >
        End all other sessions
      </ConfirmButton>
    </div>
  );
}

/** Where the person is signed in, with the way to end each. */
export function SessionList({ sessions }: { sessions: Session[] }) {
  const others = sessions.filter((session) => !session.current).length;
  return (
    <>
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
                  {session.ip || "unknown address"} · last used <RelativeTime at={session.lastUsedAt} /> ·
                  since <RelativeTime at={session.createdAt} />
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
      {others > 0 ? <EndOthers count={others} /> : null}
    </>
  );
}
