"use client";

import { signIn } from "next-auth/react";
import { useState } from "react";
import { toast } from "sonner";
import { disconnectIdentityAction, prepareGithubAction } from "#app/(tenant)/[tenant]/settings/actions.ts";
import { ConfirmButton } from "#components/confirm-button.tsx";
import { Button } from "#components/ui/button.tsx";

async function disconnect() {
  const result = await disconnectIdentityAction({ provider: "github" });
  if (!result.ok) return result;
  toast.success("GitHub is disconnected.");
  return { ok: true } as const;
}

/** Whether a GitHub account signs this person in, and the way to change that. */
export function GithubConnection({ login, available }: { login: string | null; available: boolean }) {
  const [pending, setPending] = useState(false);
  async function connect() {
    setPending(true);
    const prepared = await prepareGithubAction({});
    if (prepared.ok) return signIn("github", { callbackUrl: "/connect-github" });
    setPending(false);
    toast.error(prepared.error.message);
  }
  if (login) {
    return (
      <div className="flex flex-wrap items-center justify-between gap-3 text-sm">
        <p className="[overflow-wrap:anywhere]">
          The GitHub account <span className="font-medium">{login}</span> signs you in.
        </p>
        <ConfirmButton
          size="sm"
          title="Disconnect GitHub?"
          description="You go on signing in with your password or a link by mail."
          confirmLabel="Disconnect"
          onConfirm={disconnect}
        >
          Disconnect
        </ConfirmButton>
      </div>
    );
  }
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 text-sm">
      <p className="text-muted-foreground">
        {available
          ? "Connect a GitHub account that carries the same address to sign in with it."
          : "Sign-in with GitHub is not set up on this platform."}
      </p>
      <Button variant="outline" size="sm" disabled={!available || pending} onClick={connect}>
        {pending ? "On the way to GitHub …" : "Connect GitHub"}
      </Button>
    </div>
  );
}
