export interface Address {
  street: string;
  city: string;
  postcode: string;
  country: string;
}

export interface Customer {
  id: string;
  name: string;
  email: string;
  company?: string;
  /** Missing until the first order. */
  address?: Address;
}

/** One line for lists: name, company, city. */
export function describeCustomer(customer: Customer): string {
  const city = customer.address.city;
  const parts = [customer.name, customer.company, city];
  return parts.filter((part) => part !== undefined && part !== "").join(", ");
}

export function mailingLabel(customer: Customer): string[] {
  if (!customer.address) throw new Error(`${customer.name} has no address yet`);
  const { street, postcode, city, country } = customer.address;
  return [customer.company ?? customer.name, street, `${postcode} ${city}`, country];
}
