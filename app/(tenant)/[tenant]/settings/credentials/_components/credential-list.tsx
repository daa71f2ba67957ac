"use client";

import { KeyRound } from "lucide-react";
import { toast } from "sonner";
import { RotateDialog } from "#app/(tenant)/[tenant]/settings/credentials/_components/rotate-dialog.tsx";
import { revokeCredentialAction } from "#app/(tenant)/[tenant]/settings/credentials/actions.ts";
import { ConfirmButton } from "#components/confirm-button.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { Credential } from "#lib/domain/credentials/schema.ts";
import { type Rotation, rotationOf } from "#lib/domain/credentials/state.ts";

const badges: Record<Rotation, { tone: "success" | "warning" | "danger"; text: (date: string) => string }> = {
  fresh: { tone: "success", text: (date) => `Replace by ${date}` },
  due_soon: { tone: "warning", text: (date) => `Replace by ${date}` },
  overdue: { tone: "danger", text: (date) => `Was to be replaced by ${date}` },
  unused: { tone: "danger", text: () => "No longer used: replace it" },
};

function Facts({ credential, now }: { credential: Credential; now: string }) {
  const { tone, text } = badges[rotationOf(credential.dueAt, new Date(now))];
  return (
    <div className="min-w-0 flex-1 basis-56">
      <p className="flex flex-wrap items-center gap-2 font-medium text-sm [overflow-wrap:anywhere]">
        {credential.label}
        <Badge tone={tone}>{text(credential.dueAt.slice(0, 10))}</Badge>
      </p>
      <p className="text-muted-foreground text-xs leading-5 [overflow-wrap:anywhere]">
        {credential.origin}
        {credential.username ? ` · ${credential.username}` : ""}
        {credential.lastFour ? ` · ends in ${credential.lastFour}` : ""}
      </p>
      <p className="text-muted-foreground text-xs leading-5">
        replaced <RelativeTime at={credential.rotatedAt} /> ·{" "}
        {credential.lastUsedAt ? (
          <>
            last used <RelativeTime at={credential.lastUsedAt} />
          </>
        ) : (
          "not used yet"
        )}
        {credential.previousUntil
          ? ` · the one before is valid until ${credential.previousUntil.slice(0, 10)}`
          : ""}
      </p>
    </div>
  );
}

/** What is known of the credentials of the organisation, with the ways to replace and to end each. */
export function CredentialList(props: {
  tenant: string;
  credentials: Credential[];
  mayRead: boolean;
  mayChange: boolean;
  /** ISO 8601, of the server: rotation is its matter. */
  now: string;
}) {
  if (props.credentials.length === 0) {
    return (
      <p className="px-4 py-5 text-muted-foreground text-sm sm:px-5">
        {props.mayRead
          ? "None yet. Public repositories need none."
          : "Your role does not show the credentials of the organisation."}
      </p>
    );
  }
  const revoke = async (credentialId: string) => {
    const result = await revokeCredentialAction(props.tenant, { credentialId });
    if (!result.ok) return result;
    toast.success("The credential is revoked and erased.");
    return { ok: true } as const;
  };
  return (
    <ul className="divide-y">
      {props.credentials.map((credential) => (
        <li key={credential.id} className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-3.5 sm:px-5">
          <KeyRound aria-hidden className="size-5 shrink-0 text-muted-foreground" />
          <Facts credential={credential} now={props.now} />
          {props.mayChange ? (
            <div className="flex gap-2">
              <RotateDialog tenant={props.tenant} credentialId={credential.id} label={credential.label} />
              <ConfirmButton
                size="sm"
                title={`Revoke ${credential.label}?`}
                description="It is erased here at once; imports that need it fail until they get another one. End it at the server too."
                confirmLabel="Revoke"
                onConfirm={() => revoke(credential.id)}
              >
                Revoke
              </ConfirmButton>
            </div>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
