const DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";

/** A code of at least three characters for a number, without letters that look like others. */
export function codeOf(number) {
  let code = "";
  for (let rest = number; rest > 0; rest = Math.floor(rest / DIGITS.length)) code = DIGITS[rest % DIGITS.length] + code;
  return code.padStart(3, "0");
}
