import type { PlayQueue } from "./queue.ts";
import { formatLength } from "./track.ts";

/** The line in the title bar. */
export function nowPlaying(queue: PlayQueue): string {
  const track = queue.current;
  if (track === null) return "Nothing is playing";
  return `${track.title} – ${track.artist} (${formatLength(track.seconds)})`;
}
