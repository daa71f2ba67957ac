/** Draws `count` different numbers from 1 to `most`. */
export function draw(count, most) {
  const numbers = new Set();
  while (numbers.size < count) numbers.add(1 + Math.floor(Math.random() * most));
  return [...numbers];
}
