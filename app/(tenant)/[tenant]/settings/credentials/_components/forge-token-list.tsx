"use client";

import { toast } from "sonner";
import { revokeForgeTokenAction } from "#app/(tenant)/[tenant]/settings/credentials/actions.ts";
import { ConfirmButton } from "#components/confirm-button.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { ForgeTokenLine } from "#lib/domain/repositories/schema.ts";

/** The valid git tokens of the person, each with the way to end it. */
export function ForgeTokenList({ tenant, tokens }: { tenant: string; tokens: ForgeTokenLine[] }) {
  if (tokens.length === 0) {
    return <p className="px-4 py-5 text-muted-foreground text-sm sm:px-5">You have none that is valid.</p>;
  }
  const revoke = async (tokenId: string) => {
    const result = await revokeForgeTokenAction(tenant, { tokenId });
    if (!result.ok) return result;
    toast.success("The token is revoked.");
    return { ok: true } as const;
  };
  return (
    <ul className="divide-y">
      {tokens.map((token) => (
        <li key={token.id} className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-3.5 sm:px-5">
          <div className="min-w-0 flex-1 basis-56">
            <p className="flex flex-wrap items-center gap-2 font-medium text-sm [overflow-wrap:anywhere]">
              {token.label}
              <Badge tone={token.access === "write" ? "warning" : "neutral"}>
                {token.access === "write" ? "reads and pushes" : "reads"}
              </Badge>
            </p>
            <p className="text-muted-foreground text-xs leading-5">
              made <RelativeTime at={token.createdAt} /> · ends on {token.expiresAt.slice(0, 10)}
            </p>
          </div>
          <ConfirmButton
            size="sm"
            title="Revoke this git token?"
            description="Clones that use it can no longer fetch or push."
            confirmLabel="Revoke"
            onConfirm={() => revoke(token.id)}
          >
            Revoke
          </ConfirmButton>
        </li>
      ))}
    </ul>
  );
}
