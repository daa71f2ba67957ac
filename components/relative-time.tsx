"use client";

import { useEffect, useState } from "react";
import { exactTime, relativeTime } from "#components/relative-time-text.ts";

/**
 * A point in time (ISO 8601) as "5 minutes ago", kept fresh; the exact time is in the title. The
 * server renders the date: it does not know the reader's now.
 */
export function RelativeTime({ at, className }: { at: string; className?: string }) {
  const [now, setNow] = useState<number>();
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  const date = new Date(at);
  const exact = exactTime(at);
  return (
    <time dateTime={date.toISOString()} title={exact} className={className}>
      {now === undefined ? exact.slice(0, 10) : relativeTime(date.getTime(), now)}
    </time>
  );
}
