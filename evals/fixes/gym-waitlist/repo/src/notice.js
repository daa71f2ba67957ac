const texts = {
  booked: (title) => `You have a place in ${title}.`,
  waiting: (title) => `${title} is full, you are on the waiting list.`,
  "moved up": (title) => `A place in ${title} is free now, it is yours.`,
};

/** A message for the phone of a member. */
export function notice(member, kind, title) {
  return { to: member, text: texts[kind](title) };
}
