export interface Room {
  name: string;
  seats: number;
  screen: boolean;
}

export interface Wish {
  people: number;
  screen?: boolean;
}

export function suits(room: Room, wish: Wish): boolean {
  return room.seats >= wish.people && (!wish.screen || room.screen);
}

/** Smallest room first, so that large rooms stay free. */
export function bySize(rooms: readonly Room[]): Room[] {
  return [...rooms].sort((a, b) => a.seats - b.seats || a.name.localeCompare(b.name));
}
