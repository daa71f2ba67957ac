const MARK = "[[signature]]";

/** Name and firm of who sends a letter. */
function signatureOf({ name, firm }) {
  return firm ? `${name}\n${firm}` : name;
}

/** Puts the signature where the letter has [[signature]], or at its end. */
export function sign(body, sender) {
  const signature = signatureOf(sender);
  if (!body.includes(MARK)) return `${body}\n\n${signature}`;
  return body.replace(MARK, signature);
}
