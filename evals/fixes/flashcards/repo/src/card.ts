import type { Day } from "./day.ts";

export interface Card {
  front: string;
  back: string;
  /** Days until the card is shown again. */
  interval: number;
  /** How fast the interval grows. */
  ease: number;
  due: Day;
}

export const START_EASE = 2.5;

export function newCard(front: string, back: string, today: Day): Card {
  return { front, back, interval: 0, ease: START_EASE, due: today };
}
