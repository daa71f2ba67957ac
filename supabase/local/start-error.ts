/** A reason why the database can't start, with what a person can do about it: one sentence each. */
export class StartError extends Error {
  readonly remedy: string;

  constructor(message: string, remedy: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "StartError";
    this.remedy = remedy;
  }
}
