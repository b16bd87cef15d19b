import { basename, resolve } from "node:path";
import { createRecordingAgents, openTape } from "@dgs/agents";
import { placeOf, type Agents, type Git } from "@dgs/core";
import type { Refusal } from "@dgs/runtime";
import type { Asked } from "./asked.js";
import { refuse, refuseUsage } from "./refuse.js";

/** Puts what agents do on the tape that `--record` names; without it they are returned as they are. */
export function recorded(call: Asked, agents: Agents, git: Git): Agents | Refusal {
  const { record, tape } = call.values;
  if (record === undefined) return agents;
  const file = resolve(call.io.cwd, record);
  if (tape !== undefined && resolve(call.io.cwd, tape) === file) return refuseUsage("option-unfit", "--record and --tape name one file", "Record what is played into another one.");
  const opened = openTape(file, basename(file).replace(/(?:\.tape)?\.json$/, ""));
  if (!("problems" in opened)) return createRecordingAgents({ agents, tape: opened, git });
  const [first] = opened.problems;
  return first === undefined ? refuse("tape-unwritable", "the tape cannot be written", "Name another file.", file) : { ...refuse(first.code, first.message, first.remedy, placeOf(first)), problems: opened.problems };
}
