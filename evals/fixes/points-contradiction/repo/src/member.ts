export type Level = "basic" | "silver" | "gold";

export interface Member {
  name: string;
  level: Level;
  points: number;
}

const factors: Record<Level, number> = { basic: 1, silver: 1.5, gold: 2 };

export const factorOf = (level: Level): number => factors[level];
