/** Weight bands in kilograms; `upTo` belongs to the band. Prices in cents for the home zone. */
export const BANDS = [
  { name: "letter", upTo: 1, price: 390 },
  { name: "small", upTo: 2, price: 490 },
  { name: "medium", upTo: 5, price: 690 },
  { name: "large", upTo: 10, price: 990 },
  { name: "heavy", upTo: 31.5, price: 1690 },
];

export const ZONES = { home: 1, union: 1.8, world: 3.2 };
