import type { CheckpointGivenUp, CheckpointQuestion } from "@dgs/runtime";
import type { Choice, Io } from "./io.js";
import { clip, type Paint, plainText } from "@dgs/render";

type CheckpointAnswer = string | CheckpointGivenUp | undefined;

/** Words that are no answer but say what becomes of the plan or the phase. (Seed 004, "failure_handling") */
const [SKIP, ABORT, LATER, OTHER] = ["\0skip", "\0abort", "\0later", "\0other"] as const;
const ENDS: readonly Choice[] = [
  { value: OTHER, label: "Something else", hint: "in your words" },
  { value: LATER, label: "Later", hint: "dgs answer" },
  { value: SKIP, label: "Skip this plan" },
  { value: ABORT, label: "Abort the phase" },
];

/** How many lines of what an agent handed back are shown; the whole lies in the file that is named. */
const SHOWN = 200;

/** Asks one checkpoint: a decision by a list with the recommended option first, the others by a text. An empty answer and Esc put it off. */
export async function askCheckpoint({ askText, askChoice }: Pick<Io, "askText" | "askChoice">, { kind, options }: Pick<CheckpointQuestion, "kind" | "options">): Promise<CheckpointAnswer> {
  if (options.length === 0 || askChoice === undefined) return readAnswer(await askText?.(`${HINTS[kind]} ("skip" this plan, "abort" the phase; empty: later)`));
  const ordered = [...options].sort((a, b) => Number(b.recommended) - Number(a.recommended));
  const choices = ordered.map(({ id, name, recommended }): Choice => ({ value: id, label: clip(plainText(name === undefined ? id : `${id}: ${name}`), 100), ...(recommended ? { hint: "recommended" } : {}) }));
  const taken = await askChoice("Your choice", [...choices, ...ENDS]);
  switch (taken) {
    case undefined:
    case LATER:
      return undefined;
    case SKIP:
      return { givenUp: "continue" };
    case ABORT:
      return { givenUp: "stop" };
    case OTHER:
      return readAnswer(await askText?.("Your decision (empty: later)"));
    default:
      return taken;
  }
}

const HINTS: Readonly<Record<CheckpointQuestion["kind"], string>> = {
  "human-verify": '"approved", or what is wrong',
  decision: "Your decision",
  "human-action": '"done", or what is in the way',
  unknown: "Your answer",
};

function readAnswer(text: string | undefined): CheckpointAnswer {
  const answer = text?.trim() ?? "";
  if (/^(?:skip|abort)$/i.test(answer)) return { givenUp: /^skip$/i.test(answer) ? "continue" : "stop" };
  return answer === "" ? undefined : answer;
}

/** What stands above the question. Nothing of it moves the cursor or colours: an agent wrote it. (Seed 004, "checkpoint_handling", 4) */
export function renderCheckpoint(question: CheckpointQuestion, paint: Paint, pathOf: (path: string) => string): string[] {
  const { plan, planName, kind, progress, taskName, options } = question;
  return [
    "",
    paint("bold", `Checkpoint: ${plainText(kind)}`),
    "",
    `Plan: ${plainText(plan)}${planName === undefined ? "" : ` ${clip(plainText(planName), 100)}`}`,
    ...(progress === undefined ? [] : [`Progress: ${clip(plainText(progress), 100)}`]),
    ...(taskName === undefined ? [] : [`Task: ${clip(plainText(taskName), 100)}`]),
    "",
    ...linesOf(question.details),
    "",
    ...linesOf(question.awaiting),
    ...options.flatMap(({ id, name, pros, cons, recommended }) => [
      `  ${plainText(id)}${name === undefined ? "" : `: ${clip(plainText(name), 100)}`}${recommended ? " (recommended)" : ""}`,
      ...(pros === undefined ? [] : [`      for: ${clip(plainText(pros), 200)}`]),
      ...(cons === undefined ? [] : [`      against: ${clip(plainText(cons), 200)}`]),
    ]),
    `It is kept in ${plainText(pathOf(question.path))}.`,
  ];
}

function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/);
  return [...lines.slice(0, SHOWN).map((line) => plainText(line)), ...(lines.length > SHOWN ? ["…"] : [])];
}
