import type { Directory } from "./directory.ts";
import type { Person } from "./person.ts";

/** Names from the direct manager up to the top. */
export function managersOf(directory: Directory, person: Person | undefined): string[] {
  const manager = directory.find(person?.manager ?? null);
  return [manager?.name ?? "", ...managersOf(directory, manager)];
}

export function levelOf(directory: Directory, person: Person): number {
  return managersOf(directory, person).length;
}
