import { isOn } from "./decide.ts";
import type { Flag } from "./flag.ts";

export class FlagStore {
  readonly #flags: Map<string, Flag>;

  constructor(flags: Flag[]) {
    this.#flags = new Map(flags.map((flag) => [flag.key, flag]));
  }

  /** Keys of the features that a user has; a key that is not known is off. */
  featuresOf(user: string): string[] {
    return [...this.#flags.values()].filter((flag) => isOn(flag, user)).map((flag) => flag.key);
  }

  has(key: string, user: string): boolean {
    const flag = this.#flags.get(key);
    return flag !== undefined && isOn(flag, user);
  }
}
