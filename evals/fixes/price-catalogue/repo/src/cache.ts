interface Entry<Value> {
  value: Value;
  expires: number;
}

/** Remembers values for a while. `now` gives milliseconds. */
export class ExpiringCache<Value> {
  private readonly entries = new Map<string, Entry<Value>>();
  private readonly lifetime: number;
  private readonly now: () => number;

  constructor(lifetime: number, now: () => number) {
    this.lifetime = lifetime;
    this.now = now;
  }

  get(key: string): Value | undefined {
    const entry = this.entries.get(key);
    if (!entry) return undefined;
    if (entry.expires <= this.now()) {
      this.entries.delete(key);
      return undefined;
    }
    return entry.value;
  }

  set(key: string, value: Value): void {
    this.entries.set(key, { value, expires: this.now() + this.lifetime });
  }

  /** Forgets every key that begins with the prefix. */
  forget(prefix: string): void {
    for (const key of this.entries.keys()) {
      if (key.startsWith(prefix)) this.entries.delete(key);
    }
  }
}
