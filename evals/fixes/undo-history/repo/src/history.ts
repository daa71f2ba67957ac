import type { Edit } from "./edit.ts";

export class History {
  #done: Edit[] = [];
  #undone: Edit[] = [];
  readonly #limit: number;

  constructor(limit = 100) {
    this.#limit = limit;
  }

  /** A new edit: what was undone before is gone for good. */
  record(edit: Edit): void {
    this.#done.push(edit);
    if (this.#undone.length > this.#limit) this.#undone.shift();
  }

  /** The edit to take back; undefined when there is none. */
  back(): Edit | undefined {
    const edit = this.#done.pop();
    if (edit) this.#undone.push(edit);
    return edit;
  }

  /** The edit to make again; undefined when there is none. */
  forth(): Edit | undefined {
    const edit = this.#undone.pop();
    if (edit) this.#done.push(edit);
    return edit;
  }
}
