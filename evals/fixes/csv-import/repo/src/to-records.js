/** Turns rows into records; the first row names the fields. */
export function toRecords([header = [], ...rows]) {
  const names = header.map((name) => name.trim().toLowerCase());
  return rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? ""])));
}
