import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";

/** A whole page or panel that could not be shown: what happened and what to do. */
export function ErrorPanel(props: {
  title: string;
  children: ReactNode;
  action?: ReactNode;
  /** Shown so that a person can quote it; the log has the rest. */
  requestId?: string;
}) {
  return (
    <div role="alert" className="mx-auto flex max-w-lg flex-col items-center px-6 py-16 text-center">
      <span className="mb-4 flex size-10 items-center justify-center rounded-lg border border-danger-border bg-danger-surface">
        <CircleAlert aria-hidden className="size-5 text-danger-text" />
      </span>
      <h1 className="font-semibold text-lg tracking-tight">{props.title}</h1>
      <div className="mt-2 text-balance text-muted-foreground text-sm leading-relaxed">{props.children}</div>
      {props.action ? <div className="mt-6 flex flex-wrap justify-center gap-2">{props.action}</div> : null}
      {props.requestId ? (
        <p className="mt-6 font-mono text-muted-foreground text-xs">Reference: {props.requestId}</p>
      ) : null}
    </div>
  );
}
