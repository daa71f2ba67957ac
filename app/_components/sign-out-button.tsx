"use client";

import { LogOut } from "lucide-react";
import { signOut } from "next-auth/react";
import { useState } from "react";
import { toast } from "sonner";
import { Button, type ButtonProps } from "#components/ui/button.tsx";

/** Ends the session and loads the sign-in page anew, so that nothing of the person stays in memory. */
export async function signOutAndLeave(): Promise<void> {
  try {
    await signOut({ redirect: false });
    window.location.assign("/sign-in");
  } catch {
    toast.error("You could not be signed out: the platform does not answer. Try again in a moment.");
  }
}

export function SignOutButton(props: Pick<ButtonProps, "variant" | "className">) {
  const [pending, setPending] = useState(false);
  return (
    <Button
      {...props}
      disabled={pending}
      onClick={async () => {
        setPending(true);
        await signOutAndLeave();
        setPending(false);
      }}
    >
      <LogOut aria-hidden /> Sign out
    </Button>
  );
}
