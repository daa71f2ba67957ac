/** A moment in UTC as in 20250307T093000Z. */
export function stampOf(moment: Date): string {
  return moment.toISOString().replace(/\.\d+/, "").replace(/[-:]/g, "");
}
