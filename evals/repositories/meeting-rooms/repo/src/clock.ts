/** Minutes since midnight for "HH:MM". */
export function minutes(time: string): number {
  const [hours = "0", rest = "0"] = time.split(":");
  return Number(hours) * 60 + Number(rest);
}

export function format(value: number): string {
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${two(Math.floor(value / 60))}:${two(value % 60)}`;
}
