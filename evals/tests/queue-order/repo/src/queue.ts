export interface Job {
  name: string;
  urgent?: boolean;
}

export class Queue {
  jobs: Job[] = [];

  add(job: Job): number {
    if (job.name === "") throw new TypeError("a job has a name");
    if (job.urgent) this.jobs.unshift(job);
    else this.jobs.push(job);
    return this.jobs.length;
  }
}

export const isBusy = (waiting: number, hands: number): boolean => waiting > hands * 3;
