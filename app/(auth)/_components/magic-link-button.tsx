"use client";

import { useState } from "react";
import { enter } from "#app/(auth)/_components/enter.ts";
import { TextLink } from "#app/(auth)/_components/text-link.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";

/** Uses the link up and signs in. */
export function MagicLinkButton({ token }: { token: string }) {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string>();
  async function signIn() {
    setPending(true);
    setProblem(undefined);
    const reason = await enter({ way: "magic-link", token });
    // A whole load, so that nothing of an earlier visitor is shown from memory.
    if (!reason) return window.location.assign("/");
    setProblem(reason);
    setPending(false);
  }
  return (
    <div className="grid gap-5">
      {problem ? (
        <Alert tone="danger">
          {problem} <TextLink href="/magic-link">Get a new link</TextLink>
        </Alert>
      ) : null}
      <Button className="w-full" disabled={pending} onClick={signIn}>
        {pending ? "Signing in …" : "Sign in"}
      </Button>
    </div>
  );
}
