import { formatColumns } from "../terminal/columns.ts";
import type { Growth } from "./growth.ts";

const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;

export function formatGrowth({ samples, starts }: Growth): string {
  const header = [
    "runs finished",
    "resident",
    "heap",
    "outside heap",
    "disk",
    "of it log",
    "runs per second",
  ];
  const cells = samples.map(({ runs, rss, heap, external, disk, log, rate }) => [
    `${runs}`,
    mb(rss),
    mb(heap),
    mb(external),
    mb(disk),
    mb(log),
    rate === 0 ? "–" : rate.toFixed(0),
  ]);
  const times = Object.values(starts).map((value) => `${value.toFixed(0)} ms`);
  return `${formatColumns(header, cells)}\nMemory after a garbage collection. Start: ${times[0]} on a new directory, ${times[1]} on an empty store, ${times[2]} after these runs, ${times[3]} after a kill.`;
}
