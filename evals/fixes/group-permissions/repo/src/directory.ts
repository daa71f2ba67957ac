import type { Group } from "./group.ts";

export class Directory {
  readonly #groups: Map<string, Group>;
  readonly #members = new Map<string, string[]>();

  constructor(groups: Group[]) {
    this.#groups = new Map(groups.map((group) => [group.name, group]));
  }

  group(name: string): Group {
    const group = this.#groups.get(name);
    if (!group) throw new RangeError(`There is no group ${name}.`);
    return group;
  }

  join(person: string, group: string): void {
    this.group(group);
    this.#members.set(person, [...(this.#members.get(person) ?? []), group]);
  }

  groupsOf(person: string): string[] {
    return this.#members.get(person) ?? [];
  }
}
