/** Callers that are known to be over a limit, and until when; so many at most, the oldest go first. */
export class DeniedCallers<Status> {
  private readonly entries = new Map<string, { status: Status; since: number; until: number }>();
  private readonly most: number;

  constructor(most = 10_000) {
    this.most = most;
  }

  /** Times in milliseconds since 1970. */
  add(key: string, entry: { status: Status; since: number; until: number }): void {
    this.entries.delete(key);
    this.entries.set(key, entry);
    const [oldest] = this.entries.keys();
    if (this.entries.size > this.most && oldest !== undefined) this.entries.delete(oldest);
  }

  find(key: string, now: number): { status: Status; since: number } | undefined {
    const entry = this.entries.get(key);
    if (entry && entry.until > now) return entry;
    this.entries.delete(key);
    return undefined;
  }
}
