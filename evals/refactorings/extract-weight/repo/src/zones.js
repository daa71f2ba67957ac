const ZONES = { DE: 1, FR: 2, IT: 2 };

export const zoneOf = (country) => ZONES[country] ?? 4;
