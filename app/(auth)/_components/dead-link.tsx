import { Unlink } from "lucide-react";
import Link from "next/link";
import { EmptyState } from "#components/empty-state.tsx";
import { Button } from "#components/ui/button.tsx";

/** What stands on the page of a link that opens nothing any more, and the way to a new one. */
export function DeadLink(props: { title: string; text: string; href: string; action: string }) {
  return (
    <>
      <h1 className="sr-only">A link from a mail</h1>
      <EmptyState
        icon={Unlink}
        title={props.title}
        action={
          <Button asChild variant="outline">
            <Link href={props.href}>{props.action}</Link>
          </Button>
        }
      >
        {props.text}
      </EmptyState>
    </>
  );
}
