import { Heap } from "../timing/heap.ts";

/** A limited resource that executing calls share, such as "two at a time for this key". */
export interface SlotDemand {
  key: string;
  limit: number;
}

/** A call that is due. */
export interface ReadyItem {
  id: string;
  /** Smaller goes first within its lane. */
  order: number;
  /** Items of one lane compete by order, lanes take turns. */
  lane: string;
  slots: SlotDemand[];
  /**
   * Starts the call; `false` when it is no longer wanted. `contended` when others wait for what it holds: then
   * it should hold it for one step only.
   */
  start(contended: boolean): boolean;
}

interface Slot {
  limit: number;
  used: number;
  /** Items that are queued and will need it. */
  wanted: number;
  parked: Set<Lane>;
  /** Name of the lane that took it last. */
  last: string;
}

interface Lane {
  name: string;
  items: Heap<ReadyItem>;
  slots: SlotDemand[];
}

/**
 * Calls that are due and wait for a free slot. Lanes (one per function and concurrency key) take turns, so a
 * tenant with ten thousand queued runs costs another tenant one turn, not ten thousand. A lane whose slot is
 * full is parked there and costs nothing until the slot frees. The lane that had the last turn stands back for
 * any other, so a newcomer waits for one call to end and not for a second one of the same lane.
 */
export class ReadyQueue {
  readonly #maxCalls: number;
  readonly #lanes = new Map<string, Lane>();
  readonly #slots = new Map<string, Slot>();
  #ring: Lane[] = [];
  #turn = 0;
  /** Name of the lane that had the last turn. */
  #last = "";
  #running = 0;
  #waiting = 0;
  #pumping = false;
  readonly #holds = new Set<string>();

  constructor(maxCalls: number) {
    this.#maxCalls = maxCalls;
  }

  /** Calls that are due but not started. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Calls that are executing. */
  get running(): number {
    return this.#running;
  }

  push(item: ReadyItem): void {
    let lane = this.#lanes.get(item.lane);
    if (!lane) {
      lane = {
        name: item.lane,
        items: new Heap((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1)),
        slots: item.slots,
      };
      this.#lanes.set(item.lane, lane);
      this.#ring.push(lane);
    }
    lane.slots = item.slots;
    lane.items.push(item);
    for (const demand of item.slots) this.#slot(demand).wanted++;
    this.#waiting++;
    this.#pump();
  }

  /**
   * Takes out the items with these ids that have not been started, because their slots or limits have changed.
   * Lanes are looked at anew when items are pushed again.
   */
  withdraw(ids: ReadonlySet<string>): void {
    for (const { items } of this.#lanes.values()) {
      const waiting = items.size;
      items.keep((item) => !ids.has(item.id) || this.#disclaim(item));
      this.#waiting -= waiting - items.size;
    }
    for (const [key, slot] of this.#slots) {
      for (const lane of slot.parked) this.#ring.push(lane);
      slot.parked.clear();
      this.#forgetIfIdle(key, slot);
    }
  }

  /** The item needs its slots no longer; `false`, for the filter. */
  #disclaim({ slots }: ReadyItem): false {
    for (const demand of slots) this.#slot(demand).wanted--;
    return false;
  }

  /** Starts nothing until the reason is lifted; what runs goes on. */
  hold(reason: string): void {
    this.#holds.add(reason);
  }

  lift(reason: string): void {
    if (this.#holds.delete(reason)) this.#pump();
  }

  /** Gives back what a started item holds. */
  release(item: ReadyItem): void {
    this.#running--;
    const woken: Lane[] = [];
    for (const { key } of item.slots) {
      const slot = this.#slots.get(key);
      if (!slot) continue;
      slot.used--;
      woken.push(...this.#unpark(slot));
      this.#forgetIfIdle(key, slot);
    }
    // A lane may be parked at a slot of its own while others wait for one they share: those come first.
    this.#ring.push(...standingBack(woken, item.lane));
    this.#pump();
  }

  /** Starting a call can push and release others; those find the pump running and leave the work to it. */
  #pump(): void {
    if (this.#pumping) return;
    this.#pumping = true;
    try {
      while (this.#running < this.#maxCalls && this.#holds.size === 0) {
        const lane = this.#nextLane();
        if (!lane) break;
        this.#serve(lane);
      }
    } finally {
      this.#pumping = false;
    }
  }

  #nextLane(): Lane | undefined {
    const [first, second] = [this.#ring[this.#turn], this.#ring[this.#turn + 1]];
    if (first?.name === this.#last && second) {
      [this.#ring[this.#turn], this.#ring[this.#turn + 1]] = [second, first];
    }
    const lane = this.#ring[this.#turn++];
    if (lane) {
      if (this.#turn > 1000) {
        this.#ring = this.#ring.slice(this.#turn);
        this.#turn = 0;
      }
      return lane;
    }
    this.#ring = [];
    this.#turn = 0;
    return undefined;
  }

  #serve(lane: Lane): void {
    if (lane.items.size === 0) {
      this.#lanes.delete(lane.name);
      this.#passOn(lane);
      return;
    }
    const full = lane.slots.map((demand) => this.#slot(demand)).find((slot) => slot.used >= slot.limit);
    if (full) {
      full.parked.add(lane);
      this.#passOn(lane);
      return;
    }
    const item = lane.items.pop();
    if (!item) return;
    this.#waiting--;
    for (const demand of item.slots) {
      const slot = this.#slot(demand);
      slot.used++;
      slot.wanted--;
      slot.last = lane.name;
    }
    this.#last = lane.name;
    this.#running++;
    this.#ring.push(lane);
    if (!item.start(this.#isContended(item.slots))) this.release(item);
  }

  /** Whether the last of something was taken that other items wait for. */
  #isContended(slots: SlotDemand[]): boolean {
    if (this.#running >= this.#maxCalls && this.#waiting > 0) return true;
    return slots
      .map((demand) => this.#slot(demand))
      .some(({ used, limit, wanted }) => used >= limit && wanted > 0);
  }

  /** A lane that was woken for a slot and doesn't use it lets the next one have it. */
  #passOn(lane: Lane): void {
    for (const { key } of lane.slots) {
      const slot = this.#slots.get(key);
      if (!slot) continue;
      if (slot.used < slot.limit) this.#ring.push(...this.#unpark(slot));
      this.#forgetIfIdle(key, slot);
    }
  }

  #forgetIfIdle(key: string, slot: Slot): void {
    if (slot.used === 0 && slot.wanted === 0) this.#slots.delete(key);
  }

  /** Takes as many lanes from a slot as it has room for, those that waited longest first. */
  #unpark(slot: Slot): Lane[] {
    const room = Math.max(0, slot.limit - slot.used);
    if (room === 0 || slot.parked.size === 0) return [];
    // One more than there is room for is enough to find another than the last.
    const oldest: Lane[] = [];
    for (const lane of slot.parked) if (oldest.push(lane) > room) break;
    const woken = standingBack(oldest, slot.last).slice(0, room);
    for (const lane of woken) slot.parked.delete(lane);
    return woken;
  }

  #slot({ key, limit }: SlotDemand): Slot {
    let slot = this.#slots.get(key);
    if (!slot) {
      slot = { limit, used: 0, wanted: 0, parked: new Set(), last: "" };
      this.#slots.set(key, slot);
    }
    slot.limit = limit;
    return slot;
  }
}

/** The lanes in their order, but the one of this name after the others. */
function standingBack(lanes: Lane[], name: string): Lane[] {
  const own = lanes.filter((lane) => lane.name === name);
  return own.length === 0 ? lanes : [...lanes.filter((lane) => lane.name !== name), ...own];
}
