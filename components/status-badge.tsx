import type { ReactNode } from "react";
import { Badge, type Tone } from "#components/ui/badge.tsx";

/** How one status looks and reads. `active` pulses: something is happening right now. */
export interface StatusLook {
  label: string;
  tone: Tone;
  active?: boolean;
}

/** Status → look; one map per noun, kept beside its schema or screen. */
export type StatusMap<Status extends string> = Record<Status, StatusLook>;

/**
 * A status of the database as a badge. The dot repeats the tone, the label carries the meaning, so
 * nothing depends on colour alone.
 */
export function StatusBadge<Status extends string>(props: {
  status: Status;
  map: StatusMap<Status>;
  /** Replaces the label of the map. */
  children?: ReactNode;
  className?: string;
}) {
  const look = props.map[props.status];
  return (
    <Badge tone={look.tone} className={props.className} data-status={props.status}>
      <span aria-hidden className="relative flex size-1.5">
        {look.active ? (
          <span className="absolute inline-flex size-full animate-ping rounded-full bg-current opacity-60" />
        ) : null}
        <span className="relative inline-flex size-1.5 rounded-full bg-current" />
      </span>
      {props.children ?? look.label}
    </Badge>
  );
}
