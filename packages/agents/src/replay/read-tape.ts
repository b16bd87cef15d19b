import { readFileSync } from "node:fs";
import { agentProblem } from "../problem-codes.js";
import { parseTape, type TapeRead } from "./parse-tape.js";

/** Reads a tape from a file. A file that cannot be read is a problem like any other. */
export function readTape(file: string): TapeRead {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    return unreadable(file, `the tape cannot be read: ${error instanceof Error ? error.message : String(error)}`, "Check the path and the permissions of the tape.");
  }
  try {
    return parseTape(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes), file);
  } catch {
    return unreadable(file, "the tape is not UTF-8", "Save the tape as UTF-8.");
  }
}

function unreadable(file: string, message: string, remedy: string): TapeRead {
  return { problems: [agentProblem("tape-unreadable", file, message, remedy)] };
}
