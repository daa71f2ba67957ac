import { nextRepeat, type Repeat } from "./repeat.ts";
import type { Track } from "./track.ts";

export class PlayQueue {
  private tracks: Track[];
  private position = 0;
  repeat: Repeat = "off";

  constructor(tracks: Track[]) {
    this.tracks = [...tracks];
  }

  get length(): number {
    return this.tracks.length;
  }

  get current(): Track | null {
    return this.tracks.length === 0 ? null : this.tracks[this.position];
  }

  /** Goes on by one song. At the end of the list it stays there unless the list is repeated. */
  next(): Track | null {
    if (this.repeat === "all") this.position = (this.position + 1) % this.tracks.length;
    else this.position = Math.min(this.position + 1, this.tracks.length - 1);
    return this.current;
  }

  /** Goes back by one song. At the start of the list it stays there unless the list is repeated. */
  previous(): Track | null {
    if (this.repeat === "all") this.position = (this.position - 1) % this.tracks.length;
    else this.position = Math.max(this.position - 1, 0);
    return this.current;
  }

  /** What follows when a song ends by itself; null when the music stops. */
  finished(): Track | null {
    if (this.repeat === "one") return this.current;
    if (this.repeat === "off" && this.position === this.tracks.length - 1) return null;
    return this.next();
  }

  append(track: Track): void {
    this.tracks.push(track);
  }

  /** Takes a song out of the list; the current song stays the current one. */
  remove(index: number): void {
    this.tracks.splice(index, 1);
    if (index < this.position) this.position--;
    this.position = Math.max(0, Math.min(this.position, this.tracks.length - 1));
  }

  toggleRepeat(): Repeat {
    this.repeat = nextRepeat(this.repeat);
    return this.repeat;
  }
}
