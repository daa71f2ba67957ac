import { Course } from "./course.js";

/** All classes of a week by their code, such as "mon-18-yoga". */
export class Timetable {
  #courses = new Map();

  add(code, title, places) {
    if (this.#courses.has(code)) throw new Error(`There already is a class ${code}.`);
    this.#courses.set(code, new Course(title, places));
  }

  course(code) {
    const course = this.#courses.get(code);
    if (!course) throw new Error(`There is no class ${code}.`);
    return course;
  }

  /** Codes of the classes in which a member has a place. */
  planOf(member) {
    return [...this.#courses].filter(([, course]) => course.booked.includes(member)).map(([code]) => code);
  }
}
