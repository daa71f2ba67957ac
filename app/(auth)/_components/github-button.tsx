"use client";

import { signIn } from "next-auth/react";
import { type ReactNode, useState } from "react";
import { toast } from "sonner";
import { Button } from "#components/ui/button.tsx";

/** Leads to GitHub and, once it has said who comes, back to `returnPath`. */
export function GithubButton({ returnPath, children }: { returnPath: string; children: ReactNode }) {
  const [pending, setPending] = useState(false);
  async function leave() {
    setPending(true);
    try {
      await signIn("github", { callbackUrl: returnPath });
    } catch {
      setPending(false);
      toast.error("The platform does not answer. Try again in a moment.");
    }
  }
  return (
    <div className="mb-6 grid gap-6">
      <Button variant="outline" className="w-full" disabled={pending} onClick={leave}>
        {pending ? "On the way to GitHub …" : children}
      </Button>
      <p className="flex items-center gap-3 text-muted-foreground text-xs before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
        or
      </p>
    </div>
  );
}
