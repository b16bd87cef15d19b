import { BLOCKED_BY, inferSeverity, ISSUE_SEVERITIES, type UatAnswer } from "@dgs/core";
import type { AskUat, UatQuestionAsked } from "@dgs/runtime";
import type { Choice, Io } from "./io.js";
import type { Live } from "./live.js";
import { clip, type Paint, plainText } from "@dgs/render";

/** The questions of `dgs verify-work` on a terminal. A question that was broken off is not an answer: it is asked again, or the run stops. */
export function createAskUat({ ask, askText, askChoice }: Pick<Io, "ask" | "askText" | "askChoice">, live: Pick<Live, "line" | "pause" | "resume">, paint: Paint): AskUat | undefined {
  if (ask === undefined || askText === undefined || askChoice === undefined) return undefined;
  const whileStill = async <Answer>(question: () => Promise<Answer>): Promise<Answer> => {
    live.pause();
    try {
      return await question();
    } finally {
      live.resume();
    }
  };
  return {
    phase: (phases) => whileStill(() => askChoice("Which phase?", phases.map(({ phase, name, open }) => ({ value: phase, label: clip(plainText(`Phase ${phase}: ${name}`), 100), hint: `${String(open)} open` })))),
    test: (question) =>
      whileStill(() => {
        renderUatQuestion(question, paint).forEach(live.line);
        return askForAnswer({ askText, askChoice });
      }),
    diagnose: (gaps) => whileStill(() => ask(`Have an agent diagnose ${gaps === 1 ? "the issue" : `the ${String(gaps)} issues`} and plan how to close ${gaps === 1 ? "it" : "them"}?`)),
  };
}

type Asking = Required<{ readonly [Key in "askText" | "askChoice"]: NonNullable<Io[Key]> }>;

const ANSWERS: readonly Choice[] = [
  { value: "pass", label: "Pass", hint: "it is as expected" },
  { value: "issue", label: "Issue", hint: "it is not" },
  { value: "skip", label: "Skip", hint: "not to be tested" },
  { value: "blocked", label: "Blocked", hint: "it cannot be tested now; it is asked again" },
  { value: "stop", label: "Stop", hint: "go on later: dgs verify-work" },
];

/** Asks until there is an answer; `undefined` stops. */
export async function askForAnswer(asking: Asking): Promise<UatAnswer | undefined> {
  for (;;) {
    const taken = await asking.askChoice("What did you see?", ANSWERS);
    if (taken === undefined || taken === "stop") return undefined;
    const answer = taken === "pass" ? ({ type: "pass" } as const) : taken === "issue" ? await askIssue(asking) : taken === "skip" ? await askSkip(asking) : await askBlocked(asking);
    if (answer !== undefined) return answer;
  }
}

async function askIssue({ askText, askChoice }: Asking): Promise<UatAnswer | undefined> {
  const reported = (await askText("What is wrong? (empty: back)"))?.trim() ?? "";
  if (reported === "") return undefined;
  const proposed = inferSeverity(reported);
  const severities = [proposed, ...ISSUE_SEVERITIES.filter((each) => each !== proposed)];
  const taken = await askChoice("How bad is it?", severities.map((each) => ({ value: each, label: each, ...(each === proposed ? { hint: "by your words" } : {}) })));
  const severity = severities.find((each) => each === taken);
  return severity === undefined ? undefined : { type: "issue", reported, severity };
}

async function askSkip({ askText }: Asking): Promise<UatAnswer | undefined> {
  const reason = await askText("Why? (may stay empty)");
  return reason === undefined ? undefined : { type: "skip", ...withReason(reason) };
}

async function askBlocked({ askText, askChoice }: Asking): Promise<UatAnswer | undefined> {
  const taken = await askChoice("What is in the way?", BLOCKED_BY.map((each) => ({ value: each, label: each })));
  const by = BLOCKED_BY.find((each) => each === taken);
  const reason = by === undefined ? undefined : await askText("In your words (may stay empty)");
  return by === undefined || reason === undefined ? undefined : { type: "blocked", by, ...withReason(reason) };
}

function withReason(text: string): { readonly reason?: string } {
  return text.trim() === "" ? {} : { reason: text.trim() };
}

/** What stands above the question. An agent wrote it: nothing of it moves the cursor or colours. */
export function renderUatQuestion({ phase, turn, of, number, name, expected, result, reported, reason, blockedBy }: UatQuestionAsked, paint: Paint): string[] {
  const before = [result === "pending" ? undefined : result, blockedBy, reported, reason].filter((part) => part !== undefined);
  return [
    "",
    paint("bold", `Phase ${plainText(phase)}, test ${String(number)} (${String(turn)} of ${String(of)}): ${clip(plainText(name), 120)}`),
    ...(expected === undefined ? [] : [`Expected: ${clip(plainText(expected), 1000)}`]),
    ...(before.length === 0 ? [] : [paint("dim", `So far: ${clip(before.map(plainText).join(": "), 300)}`)]),
  ];
}
