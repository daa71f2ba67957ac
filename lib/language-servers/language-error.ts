/** A question that a language server can't answer. The message speaks to a model: what was wrong, what there is. */
export class LanguageError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "LanguageError";
  }
}
