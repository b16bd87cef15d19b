import { hostname, userInfo } from "node:os";

/** Who runs this program, for what is written down: `ada@host`. A user without an entry in the system's list of them has no name. */
export function whoRuns(): string {
  try {
    return `${userInfo().username}@${hostname()}`;
  } catch {
    return `an unknown user on ${hostname()}`;
  }
}
