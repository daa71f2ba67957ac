import { toCustomer } from "./customer.js";
import { readRows } from "./read-rows.js";
import { toRecords } from "./to-records.js";

export function importCustomers(text) {
  return toRecords(readRows(text)).map((record, index) => toCustomer(record, index + 2));
}
