/** A list of texts as one JSON parameter, to be used behind `in (…)`. */
export const listed = (parameter: number): string => `select json_array_elements_text($${parameter}::json)`;

/** A text without what Postgres refuses in a text column: NUL characters and halves of surrogate pairs. */
export const storableText = (text: string): string => text.replaceAll("\0", "\uFFFD").toWellFormed();
