import { Calendar } from "./calendar.ts";
import { bySize, type Room, suits, type Wish } from "./room.ts";
import { slot } from "./slot.ts";

/** Books the smallest suitable free room and returns its name; undefined when none is free. */
export function book(calendar: Calendar, rooms: readonly Room[], title: string, wish: Wish, from: string, to: string): string | undefined {
  const wanted = slot(from, to);
  const room = bySize(rooms).find((next) => suits(next, wish) && calendar.isFree(next.name, wanted));
  if (room) calendar.add({ room: room.name, title, slot: wanted });
  return room?.name;
}
