/**
 * Rounds to cents.
 * @param {number} value in euros
 * @returns {number} cents
 */
export function toCents(value) {
  return Math.round(value * 100);
}

export const isFree = (value) => value === 0;

function hidden() {
  return 1;
}

export const one = hidden();
