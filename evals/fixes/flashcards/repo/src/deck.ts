import type { Card } from "./card.ts";
import { type Day, daysBetween } from "./day.ts";

/** The cards to learn today, those that wait longest first. */
export function dueCards(cards: Card[], today: Day): Card[] {
  return cards
    .filter((card) => daysBetween(card.due, today) >= 0)
    .sort((a, b) => daysBetween(b.due, a.due));
}
