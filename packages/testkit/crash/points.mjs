// Counts the kill points of a run, writes them down, and ends the run at the chosen one.
import { appendFileSync } from "node:fs";

// Taken before the functions of node:fs are watched: the log is not a part of what is swept.
const append = appendFileSync;

/** Makes the counter of a run; `killAt` is the number of the point at which the runner kills itself. */
export function createPoints({ killAt, log }) {
  let count = 0;
  const pass = (name, changes) => {
    count++;
    append(log, `${JSON.stringify({ type: "point", point: count, name, changes })}\n`);
    return count === killAt;
  };
  return {
    count: () => count,
    note: (event) => { append(log, `${JSON.stringify(event)}\n`); },
    /** A point between two operations: killed there, nothing of the next one has happened. `changes`: whether the next one can change a file. */
    at: (name, changes) => { if (pass(name, changes)) process.kill(process.pid, "SIGKILL"); },
    /** A point in the middle of an operation: says whether this is where the run ends, and who asked sees to it. */
    isHere: (name, changes) => pass(name, changes),
  };
}
