import { fill } from "./fill.js";
import { sign } from "./signature.js";
import { parseTemplate } from "./template.js";

/** The letter to one person. */
export function letterTo(person, templateText, sender) {
  const { subject, body } = parseTemplate(templateText);
  return { to: person.email, subject: fill(subject, person), body: sign(fill(body, person), sender) };
}
