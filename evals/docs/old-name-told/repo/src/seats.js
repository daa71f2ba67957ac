export const freeSeats = (rows) => rows.length;
export const countSeatsLeft = (rows) => rows.length;
