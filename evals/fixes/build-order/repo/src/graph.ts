import type { Task } from "./task.ts";

export class TaskGraph {
  private readonly tasks = new Map<string, Task>();

  constructor(tasks: Task[]) {
    for (const task of tasks) {
      if (this.tasks.has(task.name)) throw new Error(`Task ${task.name} is there twice.`);
      this.tasks.set(task.name, task);
    }
  }

  get names(): string[] {
    return [...this.tasks.keys()];
  }

  get(name: string): Task {
    const task = this.tasks.get(name);
    if (!task) throw new Error(`There is no task ${name}.`);
    return task;
  }

  /** Tasks that need the given one themselves. */
  usersOf(name: string): Task[] {
    return [...this.tasks.values()].filter(({ needs }) => needs.includes(name));
  }
}
