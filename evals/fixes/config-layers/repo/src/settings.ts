export type Value = string | number | boolean | Value[] | { [key: string]: Value };
export type Settings = { [key: string]: Value };

export function isSection(value: Value | undefined): value is Settings {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
