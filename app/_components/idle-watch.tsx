"use client";

import { useEffect, useState } from "react";
import { countdownText, type IdleClock } from "#app/_components/idle-clock.ts";
import { signOutAndLeave } from "#app/_components/sign-out-button.tsx";
import { useIdleClock } from "#app/_components/use-idle-clock.ts";
import {
  AlertDialog,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogTitle,
} from "#components/ui/alert-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { DialogFooter } from "#components/ui/dialog.tsx";

function leave(): void {
  const here = window.location.pathname + window.location.search;
  window.location.assign(`/sign-in?reason=idle&callbackUrl=${encodeURIComponent(here)}`);
}

function Countdown({ clock }: { clock: IdleClock }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return <span className="tabular font-medium text-foreground">{countdownText(clock, now)}</span>;
}

/** Says two minutes before an idle session ends that it will, and leads to sign-in when it has. */
export function IdleWatch() {
  const { clock, phase, stay } = useIdleClock();
  useEffect(() => {
    if (phase === "over") leave();
  }, [phase]);
  return (
    <AlertDialog open={phase === "warning"} onOpenChange={() => void stay()}>
      <AlertDialogContent>
        <AlertDialogTitle>Are you still there?</AlertDialogTitle>
        <AlertDialogDescription>
          Nothing has happened for a while. You will be signed out in{" "}
          {clock ? <Countdown clock={clock} /> : null}. Runs go on without you.
        </AlertDialogDescription>
        <DialogFooter>
          <Button variant="outline" onClick={() => void signOutAndLeave()}>
            Sign out
          </Button>
          <Button onClick={() => void stay()}>Stay signed in</Button>
        </DialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
