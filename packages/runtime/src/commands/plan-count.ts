/** Plans of a phase: how many there are, and how many have a summary that counts. */
export interface PlanCount {
  readonly done: number;
  readonly total: number;
}
