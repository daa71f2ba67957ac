export interface Tariff {
  name: string;
  /** Minutes that cost nothing when the car leaves within them. */
  freeMinutes: number;
  /** Cents for each started hour. */
  perHour: number;
  /** Cents that 24 hours cost at most. */
  dailyMax: number;
}

const tariffs: Tariff[] = [
  { name: "city", freeMinutes: 15, perHour: 250, dailyMax: 2000 },
  { name: "station", freeMinutes: 30, perHour: 120, dailyMax: 900 },
  { name: "airport", freeMinutes: 0, perHour: 400, dailyMax: 3900 },
];

export function tariffOf(name: string): Tariff {
  const tariff = tariffs.find((candidate) => candidate.name === name);
  if (!tariff) throw new Error(`Unknown garage: ${name}`);
  return tariff;
}
