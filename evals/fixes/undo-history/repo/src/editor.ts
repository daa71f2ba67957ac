import { applyEdit, inverse } from "./edit.ts";
import { History } from "./history.ts";

export class Editor {
  text = "";
  readonly #history: History;

  constructor(limit?: number) {
    this.#history = new History(limit);
  }

  replace(at: number, length: number, inserted: string): void {
    const edit = { at, removed: this.text.slice(at, at + length), inserted };
    this.text = applyEdit(this.text, edit);
    this.#history.record(edit);
  }

  type(inserted: string): void {
    this.replace(this.text.length, 0, inserted);
  }

  undo(): boolean {
    const edit = this.#history.back();
    if (edit) this.text = applyEdit(this.text, inverse(edit));
    return edit !== undefined;
  }

  redo(): boolean {
    const edit = this.#history.forth();
    if (edit) this.text = applyEdit(this.text, edit);
    return edit !== undefined;
  }
}
