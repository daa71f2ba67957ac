"use client";

import { useEffect, useState } from "react";
import { durationText } from "#components/duration-text.ts";

/** The time of the reader, every second while `active`; undefined until the page is in the browser. */
export function useNow(active: boolean): number | undefined {
  const [now, setNow] = useState<number>();
  useEffect(() => {
    setNow(Date.now());
    if (!active) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [active]);
  return now;
}

/** Time between two points (ISO 8601); without an end it counts on. */
export function Duration(props: { from: string; to: string | null; className?: string }) {
  const now = useNow(props.to === null);
  const end = props.to === null ? now : Date.parse(props.to);
  return (
    <span className={props.className ?? "tabular"}>
      {end === undefined ? "…" : durationText(wholeSeconds(props, end))}
    </span>
  );
}

/** A counting time moves in whole seconds; a finished one is exact. Clocks may differ: never below 0. */
function wholeSeconds(props: { from: string; to: string | null }, end: number): number {
  const ms = Math.max(0, end - Date.parse(props.from));
  return props.to === null ? Math.floor(ms / 1000) * 1000 : ms;
}
