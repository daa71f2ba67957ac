export interface Subscriber {
  address: string;
  name: string;
  topics: string[];
  confirmed: boolean;
}

/** Confirmed subscribers of a topic, each address once. */
export function audience(all: readonly Subscriber[], topic: string): Subscriber[] {
  const seen = new Set<string>();
  return all.filter(({ address, confirmed, topics }) => {
    const key = address.trim().toLowerCase();
    if (!confirmed || !topics.includes(topic) || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
