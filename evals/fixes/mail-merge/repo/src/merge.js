import { letterTo } from "./letter.js";

/** Letters to all who have an address; the others, and those whose data are not complete, are skipped with a reason. */
export function mergeLetters(people, templateText, sender) {
  const letters = [];
  const skipped = [];
  for (const person of people) {
    if (!person.email) {
      skipped.push({ person, reason: "There is no address." });
      continue;
    }
    try {
      letters.push(letterTo(person, templateText, sender));
    } catch (error) {
      skipped.push({ person, reason: error.message });
    }
  }
  return { letters, skipped };
}
