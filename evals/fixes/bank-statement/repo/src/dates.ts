/** A date like 07.03.2025 as 20250307, which orders as time does. */
export function dayNumber(date: string): number {
  const [day = "", month = "", year = ""] = date.split(".");
  return Number(`${year}${month.padStart(2, "0")}${day.padStart(2, "0")}`);
}

export const monthOf = (date: string): string => date.split(".").slice(1).reverse().join("-");
