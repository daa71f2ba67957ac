/** The address a link leads to, in its normal form. Only http and https are allowed. */
export function checkTarget(text) {
  if (!URL.canParse(text)) throw new Error(`"${text}" is no address.`);
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") throw new Error(`Links to ${url.protocol} are not allowed.`);
  return url.href;
}
