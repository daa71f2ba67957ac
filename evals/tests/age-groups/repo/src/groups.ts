export type Group = "child" | "adult" | "senior";

export function groupOf(age: number): Group {
  if (age < 14) return "child";
  return age >= 65 ? "senior" : "adult";
}

export function fare(ages: number[]): number {
  let sum = 0;
  for (const age of ages) {
    const group = groupOf(age);
    if (group === "child") continue;
    sum += group === "senior" ? 5 : 9;
  }
  return ages.length > 4 ? sum - 2 : sum;
}
