// One build at a time in a folder, whoever starts it.

import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** Waits until nobody else builds, then holds the lock while an action runs. `onWait` is told the other's process id, once. */
export async function withLock(file, { onWait, pollMs = 1_000 }, action) {
  let told = false;
  for (;;) {
    const holder = take(file);
    if (holder === undefined) break;
    if (isAlive(holder)) {
      if (!told) onWait(holder.pid);
      told = true;
      await sleep(pollMs);
    } else clear(file, holder);
  }
  const release = () => { rmSync(file, { force: true }); };
  process.once("exit", release);
  try {
    return await action();
  } finally {
    process.off("exit", release);
    release();
  }
}

/** Takes the lock; returns who has it instead. It appears with its content, so that nobody takes one that is being written for a dead one's. */
function take(file) {
  const draft = `${file}.${process.pid}.draft`;
  writeFileSync(draft, JSON.stringify({ pid: process.pid, started: startOf(process.pid) }));
  try {
    linkSync(draft, file);
    return undefined;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    return holderIn(file);
  } finally {
    rmSync(draft, { force: true });
  }
}

function holderIn(file) {
  const text = textOf(file);
  try {
    return { text, ...JSON.parse(text) };
  } catch {
    // Gone meanwhile, or nothing that this script wrote.
    return { text, pid: undefined };
  }
}

function textOf(file) {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return "";
    throw error;
  }
}

/** Tells whether a process lives and is the one that took the lock: its number alone may be another's by now. */
function isAlive({ pid, started }) {
  if (!Number.isInteger(pid)) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code === "ESRCH") return false;
  }
  return started === undefined || startOf(pid) === started;
}

/** When a process started, as Linux tells; nothing elsewhere. */
function startOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[19];
  } catch {
    return undefined;
  }
}

/** Takes away the lock of a dead holder, and only that: another may have taken it over in this very moment. */
function clear(file, holder) {
  // Nearly always the other has had it for long: then it does not have to miss it for a moment, in which a third one could take it.
  if (textOf(file) !== holder.text) return;
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (error.code === "ENOENT") return;
    throw error;
  }
  if (textOf(aside) !== holder.text) restore(aside, file);
  rmSync(aside, { force: true });
}

function restore(aside, file) {
  try {
    linkSync(aside, file);
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
}
