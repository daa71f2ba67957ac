import { type Answer, easeAfter } from "./answer.ts";
import type { Card } from "./card.ts";
import { addDays, type Day, daysBetween } from "./day.ts";

/** Days until the next review. Who knows a card that is late has learnt it better: half of the delay counts. */
function nextInterval(card: Card, answer: Answer, today: Day): number {
  if (answer === "again") return 1;
  if (card.interval === 0) return answer === "easy" ? 4 : 1;
  const late = daysBetween(today, card.due);
  if (answer === "hard") return Math.round(card.interval * 1.2);
  const learnt = card.interval + late / 2;
  return Math.round(learnt * card.ease * (answer === "easy" ? 1.3 : 1));
}

/** The card after it was answered. */
export function review(card: Card, answer: Answer, today: Day): Card {
  const interval = nextInterval(card, answer, today);
  return { ...card, interval, ease: easeAfter(card.ease, answer), due: addDays(today, interval) };
}
