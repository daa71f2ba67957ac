const SUFFIX = { 1: "st", 2: "nd", 3: "rd" };

/** English ordinal of a whole number: 1st, 2nd, 3rd, 4th … Throws RangeError for anything else. */
export function ordinal(number) {
  if (!Number.isInteger(number) || number < 0) throw new RangeError(`no ordinal of ${number}`);
  if (number >= 11 && number <= 13) return `${number}th`;
  return `${number}${SUFFIX[number % 10] ?? "th"}`;
}

/** A list such as "1st, 2nd and 5th". */
export function ordinals(numbers) {
  const labels = numbers.map(ordinal);
  if (labels.length < 2) return labels.join("");
  return `${labels.slice(0, -1).join(", ")} and ${labels.at(-1)}`;
}
