import { cn } from "#components/cn.ts";
import type { LiveState } from "#components/live-run.tsx";

const looks: Record<LiveState, { text: string; dot: string }> = {
  connecting: { text: "Connecting…", dot: "bg-input" },
  live: { text: "Live", dot: "bg-success animate-pulse" },
  reconnecting: { text: "Reconnecting…", dot: "bg-warning" },
  polling: { text: "Refreshing every 2 s", dot: "bg-warning" },
  ended: { text: "Ended", dot: "bg-input" },
};

/** Whether the page follows the run right now. */
export function LiveIndicator({ state }: { state: LiveState }) {
  return (
    <span role="status" className="inline-flex items-center gap-1.5 text-muted-foreground text-xs">
      <span aria-hidden className={cn("size-1.5 rounded-full", looks[state].dot)} />
      {looks[state].text}
    </span>
  );
}
