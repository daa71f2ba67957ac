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
  /** Starts the call; `false` when it is no longer wanted. */
  start(): boolean;
}

interface Slot {
  limit: number;
  used: number;
  parked: Set<Lane>;
}

interface Lane {
  name: string;
  items: Heap<ReadyItem>;
  slots: SlotDemand[];
}

/**
 * Calls that are due and wait for a free slot. Lanes (one per function and concurrency key) take turns, so a
 * tenant with ten thousand queued runs costs another tenant one turn, not ten thousand. A lane whose slot is
 * full is parked there and costs nothing until the slot frees.
 */
export class ReadyQueue {
  readonly #maxCalls: number;
  readonly #lanes = new Map<string, Lane>();
  readonly #slots = new Map<string, Slot>();
  #ring: Lane[] = [];
  #turn = 0;
  #running = 0;
  #waiting = 0;
  #pumping = false;

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
    this.#waiting++;
    this.#pump();
  }

  /**
   * Takes out the items with these ids that have not been started, because their slots or limits have changed.
   * Lanes are looked at anew when items are pushed again.
   */
  withdraw(ids: ReadonlySet<string>): void {
    for (const { items } of this.#lanes.values()) {
      const before = items.size;
      items.keep(({ id }) => !ids.has(id));
      this.#waiting -= before - items.size;
    }
    for (const { parked } of this.#slots.values()) {
      for (const lane of parked) this.#ring.push(lane);
      parked.clear();
    }
  }

  /** Gives back what a started item holds. */
  release(item: ReadyItem): void {
    this.#running--;
    for (const { key } of item.slots) {
      const slot = this.#slots.get(key);
      if (!slot) continue;
      slot.used--;
      this.#unpark(slot);
      this.#forgetIfIdle(key, slot);
    }
    this.#pump();
  }

  /** Starting a call can push and release others; those find the pump running and leave the work to it. */
  #pump(): void {
    if (this.#pumping) return;
    this.#pumping = true;
    try {
      while (this.#running < this.#maxCalls) {
        const lane = this.#nextLane();
        if (!lane) break;
        this.#serve(lane);
      }
    } finally {
      this.#pumping = false;
    }
  }

  #nextLane(): Lane | undefined {
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
    const full = lane.slots.map((demand) => this.#slot(demand)).find((slot) => slot.used >= slot.limit);
    if (full) {
      full.parked.add(lane);
      this.#passOn(lane);
      return;
    }
    const item = lane.items.pop();
    if (!item) {
      this.#lanes.delete(lane.name);
      this.#passOn(lane);
      return;
    }
    this.#waiting--;
    for (const demand of item.slots) this.#slot(demand).used++;
    this.#running++;
    this.#ring.push(lane);
    if (!item.start()) this.release(item);
  }

  /** A lane that was woken for a slot and doesn't use it lets the next one have it. */
  #passOn(lane: Lane): void {
    for (const { key } of lane.slots) {
      const slot = this.#slots.get(key);
      if (!slot) continue;
      if (slot.used < slot.limit) this.#unpark(slot);
      this.#forgetIfIdle(key, slot);
    }
  }

  #forgetIfIdle(key: string, slot: Slot): void {
    if (slot.used === 0 && slot.parked.size === 0) this.#slots.delete(key);
  }

  #unpark(slot: Slot): void {
    let room = slot.limit - slot.used;
    for (const lane of slot.parked) {
      if (room-- <= 0) return;
      slot.parked.delete(lane);
      this.#ring.push(lane);
    }
  }

  #slot({ key, limit }: SlotDemand): Slot {
    let slot = this.#slots.get(key);
    if (!slot) {
      slot = { limit, used: 0, parked: new Set() };
      this.#slots.set(key, slot);
    }
    slot.limit = limit;
    return slot;
  }
}
