export interface Plan {
  name: string;
  /** Length of a billing period in months. */
  months: number;
  price: number;
}

export const PLANS: Record<string, Plan> = {
  monthly: { name: "Monthly", months: 1, price: 900 },
  quarterly: { name: "Quarterly", months: 3, price: 2500 },
  yearly: { name: "Yearly", months: 12, price: 9000 },
};
