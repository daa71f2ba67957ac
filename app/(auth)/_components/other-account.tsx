import { SignOutButton } from "#app/_components/sign-out-button.tsx";
import { Alert } from "#components/ui/alert.tsx";

/** Somebody is signed in, but as another person than a link is meant for. */
export function OtherAccount({ present, wanted }: { present: string; wanted: string }) {
  return (
    <div className="grid gap-5">
      <Alert tone="warning" title={`You are signed in as ${present}`}>
        This is meant for {wanted}. Sign out, then follow the link again.
      </Alert>
      <SignOutButton className="w-full" variant="outline" />
    </div>
  );
}
