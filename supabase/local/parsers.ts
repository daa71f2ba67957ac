const isoDateTime = (value: string): string => value.replace(" ", "T");
const isoDateTimeWithZone = (value: string): string => isoDateTime(value).replace(/([+-]\d\d)$/, "$1:00");

/**
 * Column values in the form in which PostgREST sends them, by type OID: timestamps as ISO 8601,
 * numeric as a JSON number, bytea as hex text. Numbers beyond 2^53 lose digits, so ids are UUIDs
 * and money is counted in millionths.
 */
export const postgrestParsers: Record<number, (value: string) => unknown> = {
  17: (value) => value,
  20: Number,
  1114: isoDateTime,
  1184: isoDateTimeWithZone,
  1700: Number,
};
