import type { Keys } from "./keys.js";
import { isForeground } from "./is-foreground.js";
import { keysIn } from "./keys-in.js";

/** Milliseconds between two looks whether it is in the foreground by now: a shell that takes a job there which runs already sends it no signal. */
const LOOK_AGAIN = 1_000;

/**
 * Hears keys on the terminal, as long as this process is in its foreground. It is put into raw mode meanwhile, and back on each way out: what ends the listening, a signal, the end of the process (Node puts it back
 * then), Ctrl-Z. Signals that its keys stand for are sent to this process, as the terminal does not do it in that mode.
 */
export const listenOnTerminal: Keys["listen"] = (onKey) => {
  const { stdin } = process;
  let isOn = false;
  const take = (sent: Buffer | string): void => {
    for (const key of keysIn(sent.toString())) {
      if (key === "interrupt" || key === "quit") process.kill(process.pid, key === "quit" ? "SIGQUIT" : "SIGINT");
      else if (key === "suspend") suspend();
      else onKey(key);
    }
  };
  const start = (): void => {
    if (isOn || !isForeground()) return;
    isOn = true;
    stdin.setRawMode(true);
    stdin.on("data", take);
    stdin.resume();
  };
  const stop = (): void => {
    if (!isOn) return;
    isOn = false;
    stdin.off("data", take);
    stdin.pause();
    setRawModeOff();
  };
  const suspend = (): void => {
    stop();
    onKey("suspended");
    process.kill(process.pid, "SIGTSTP");
  };
  const goOn = (): void => {
    start();
    onKey("continued");
  };
  process.on("SIGCONT", goOn);
  stdin.on("end", stop);
  start();
  const looking = setInterval(start, LOOK_AGAIN).unref();
  return () => {
    clearInterval(looking);
    process.off("SIGCONT", goOn);
    stdin.off("end", stop);
    stop();
  };
};

/** A terminal that is gone takes no mode any more. */
function setRawModeOff(): void {
  try {
    process.stdin.setRawMode(false);
  } catch {
    // Nobody is there to see it.
  }
}
