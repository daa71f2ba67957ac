import type { Directory } from "./directory.ts";
import { permissionsOf } from "./permissions.ts";

/** A permission like "posts:*" stands for every permission on posts. */
export function may(directory: Directory, person: string, wanted: string): boolean {
  const [noun] = wanted.split(":");
  return permissionsOf(directory, person).some((own) => own === wanted || own === `${noun}:*`);
}
