import { fetchRates } from "./rates.js";

export async function convert(amount, currency) {
  if (currency === "EUR") return amount;
  const rates = await fetchRates();
  return Math.round(amount * rates[currency] * 100) / 100;
}
