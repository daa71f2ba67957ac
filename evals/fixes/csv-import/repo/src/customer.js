/** Checks one record and gives the customer; throws an Error that names the line. */
export function toCustomer(record, line) {
  if (!record.name) throw new Error(`Line ${line}: the name is missing.`);
  if (!/^[^@\s]+@[^@\s]+$/.test(record.email ?? "")) throw new Error(`Line ${line}: "${record.email}" is no e-mail address.`);
  return { name: record.name.trim(), email: record.email.toLowerCase(), city: record.city || null };
}
