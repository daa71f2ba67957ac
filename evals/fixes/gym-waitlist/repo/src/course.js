import { notice } from "./notice.js";

/** A class of the gym with a limited number of places and a waiting list. */
export class Course {
  #booked = [];
  #waiting = [];
  #notices = [];

  constructor(title, places) {
    this.title = title;
    this.places = places;
  }

  get booked() {
    return [...this.#booked];
  }

  get waiting() {
    return [...this.#waiting];
  }

  get notices() {
    return [...this.#notices];
  }

  get isFull() {
    return this.#booked.length >= this.places;
  }

  /** Gives a place, or one on the waiting list. Who has one of them keeps it. */
  book(member) {
    if (this.#booked.includes(member)) return "booked";
    if (this.#waiting.includes(member)) return "waiting";
    if (this.isFull) {
      this.#waiting.push(member);
      this.#notices.push(notice(member, "waiting", this.title));
      return "waiting";
    }
    this.#booked.push(member);
    this.#notices.push(notice(member, "booked", this.title));
    return "booked";
  }

  /** Gives a place back, or leaves the waiting list. A free place goes to who has waited longest. */
  cancel(member) {
    this.#waiting = this.#waiting.filter((other) => other !== member);
    if (!this.#booked.includes(member)) return;
    this.#booked = this.#booked.filter((other) => other !== member);
    this.#fill();
  }

  /** Moves to a room with more places, or fewer: those who are booked stay. */
  resize(places) {
    this.places = places;
    this.#fill();
  }

  #fill() {
    while (!this.isFull && this.#waiting.length > 0) {
      const next = this.#waiting.pop();
      this.#booked.push(next);
      this.#notices.push(notice(next, "moved up", this.title));
    }
  }
}
