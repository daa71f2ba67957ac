/** A change of a text: what stood at a position and what stands there now. */
export interface Edit {
  at: number;
  removed: string;
  inserted: string;
}

export function applyEdit(text: string, edit: Edit): string {
  return text.slice(0, edit.at) + edit.inserted + text.slice(edit.at + edit.removed.length);
}

export const inverse = ({ at, removed, inserted }: Edit): Edit => ({ at, removed: inserted, inserted: removed });
