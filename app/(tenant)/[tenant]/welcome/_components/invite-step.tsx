import Link from "next/link";
import { Button } from "#components/ui/button.tsx";

/** Leads to the members, where people are invited. */
export function InviteStep({ tenant }: { tenant: string }) {
  return (
    <div className="grid gap-4 text-sm leading-relaxed">
      <p>
        Admins see to members and settings, members submit goals and decide, analysts read. Invite at least
        one person who can decide on what you ask for: what is of high risk needs somebody other than the
        person who asked.
      </p>
      <div>
        <Button asChild>
          <Link href={`/${tenant}/settings/members`}>Open members</Link>
        </Button>
      </div>
    </div>
  );
}
