import type { Person } from "./person.ts";

export class Directory {
  readonly #people = new Map<string, Person>();

  constructor(people: readonly Person[]) {
    for (const person of people) this.#people.set(person.id, person);
  }

  find(id: string | null): Person | undefined {
    return id === null ? undefined : this.#people.get(id);
  }

  reportsOf(id: string): Person[] {
    return [...this.#people.values()].filter((person) => person.manager === id);
  }

  get size(): number {
    return this.#people.size;
  }
}
