import { readFileSync } from "node:fs";

/** Whether this process may change the mode of its terminal: a job in the background that tries is stopped by the system. Where that cannot be told it is taken for so. */
export function isForeground(): boolean {
  if (process.platform === "win32") return true;
  try {
    // Behind the name, which may hold anything: state, parent, group, session, terminal, group in the foreground.
    const fields = readFileSync("/proc/self/stat", "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return fields[2] === fields[5];
  } catch {
    return process.platform !== "linux";
  }
}
