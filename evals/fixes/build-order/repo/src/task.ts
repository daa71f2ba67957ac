export interface Task {
  name: string;
  /** Names of tasks that have to be done before. */
  needs: string[];
  /** Folder whose files the task reads, without a slash at the end. */
  folder: string;
}

export function task(name: string, needs: string[] = [], folder = `packages/${name}`): Task {
  return { name, needs, folder };
}
