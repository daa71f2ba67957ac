export interface Hotel {
  name: string;
  /** IANA time zone. */
  zone: string;
  /** Cents for a room and night. */
  rate: number;
  /** Cents of city tax for each person and night. */
  cityTax: number;
}

export const hotels = {
  lisbon: { name: "Lisbon Alfama", zone: "Europe/Lisbon", rate: 11000, cityTax: 400 },
  auckland: { name: "Auckland Harbour", zone: "Pacific/Auckland", rate: 18000, cityTax: 0 },
  honolulu: { name: "Honolulu Beach", zone: "Pacific/Honolulu", rate: 26000, cityTax: 300 },
} satisfies Record<string, Hotel>;
