import type { EndState } from "./end-of-product.js";

/** A command of the runtime by the name of its function, with what it is told besides a signal and a listener. */
export interface Command {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** The function whose answer to the same input is shown before, and passed on as `preview`. */
  readonly preview?: string;
  /** What a person who watches answers at the checkpoints of plans, by the plans' ids; absent: nobody can be asked. */
  readonly answers?: Readonly<Record<string, string>>;
}

/** One event of a runner's log: what the runtime tells while it runs, and the kill points that were passed. */
export type LogEvent = Readonly<Record<string, unknown>>;

/** A product, what is done with it, and what of that is killed. */
export interface Scenario {
  /** What is swept, for people. */
  readonly name: string;
  /** Makes the product in an empty folder: repositories, remotes, planning files. */
  readonly make: (folder: string) => Promise<void> | void;
  /** The folder below the product's that the runtime is told, where its planning files are. */
  readonly root: string;
  /** The entries of the tape that agents are played from; asked for before each run, as a purpose may name a commit. */
  readonly tape: (folder: string) => readonly object[];
  /** Commands that are run to their end first, three at most. */
  readonly before?: readonly Command[];
  /** What a person does after these: files that are changed and staged, commits on a remote. */
  readonly meanwhile?: (folder: string) => void;
  /** The command that is killed, and run again. */
  readonly swept: Command;
  /**
   * What a run has to come to that was killed together with the git it had started: the same end (unless told), or at least nothing is
   * lost and what is left to do is told to a person.
   */
  readonly insideGit?: "same-end" | "person";
  /** States that it has at least; a sweep of fewer fails. 100 unless told. */
  readonly leastStates?: number;
  /** Every how many of its states one is swept where nothing else is asked for; absent: as all others. */
  readonly every?: number;
  /** Faults that its sweep has shown and that are not mended: it is swept by a whole sweep only, which fails on them, and every other run says so. */
  readonly knownFaults?: string;
  /** How it is run again; the same command unless told. */
  readonly again?: Command;
  /** Whether the command, once it has come to its end, does its work anew when it is run again: its very end is then no moment to kill it in. */
  readonly doesAnew?: boolean;
  /** What is wrong with the end of the uninterrupted run: a sweep over a run that failed would prove nothing. */
  readonly wrong: (end: EndState, report: Readonly<Record<string, unknown>>) => readonly string[];
  /**
   * What is wrong with the end where a lock of a killed git stood in the way of the second run; absent: it has to be that of the uninterrupted run. What
   * goes on side by side may come to another order then, as what the lock was in the way of comes last.
   */
  readonly unlocked?: (end: EndState, report: Readonly<Record<string, unknown>>) => readonly string[];
  /** What a run that was killed had completed, read from its files; the second run may not do it again. */
  readonly completed?: (folder: string) => readonly string[];
  /** What a run has done, read from its log, in the same words. */
  readonly done?: (log: readonly LogEvent[]) => readonly string[];
}
