export const hitsOf = (ticket, drawn) => ticket.filter((number) => drawn.includes(number)).length;
