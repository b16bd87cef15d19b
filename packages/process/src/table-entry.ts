/** One process of this machine, as far as this pid namespace shows it. */
export interface TableEntry {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** 0 where the system does not tell. */
  readonly session: number;
  /** Ticks since the system's start on Linux, seconds since 1970 elsewhere: only ever compared. */
  readonly startTime: number;
  /** Whether it has ended and only waits to be collected by its parent. */
  readonly ended: boolean;
}
