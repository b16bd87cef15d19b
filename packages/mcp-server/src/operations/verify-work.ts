import { hostname } from "node:os";
import { inferSeverity, type UatAnswer } from "@dgs/core";
import { createCodePorts, createPorts } from "@dgs/host";
import { renderVerifyWork } from "@dgs/render";
import { type AskUat, isRefusal, type Refusal, verifyWork, type VerifyWorkInput, type VerifyWorkReport } from "@dgs/runtime";
import { z } from "zod";
import { refuseArgument } from "../registry/refuse-argument.js";
import { PHASE } from "./inputs.js";
import { defineOperation, type Performing } from "./operation.js";

const ANSWER = z.object({
  number: z.int().min(1).describe("Number of the test."),
  result: z.enum(["pass", "issue", "skip"]),
  said: z.string().min(1).max(4_000).optional().describe("What the person saw or said; needed for an issue."),
});

type Given = z.output<typeof ANSWER>;

/** What a person is to test of a phase, or what they said of it. */
export const verifyWorkOperation = defineOperation({
  name: "verify-work",
  input: z.object({
    phase: PHASE.optional().describe("Number of the phase; without it the one that is carried out and not tested yet."),
    answers: z.array(ANSWER).max(200).default([]).describe("What the person said, in the order of the open tests. Without it: what is to be tested is shown, nothing is recorded."),
  }),
  perform: async (performing, { phase, answers }) => {
    const ports = createCodePorts(performing.asked, performing.place);
    if (isRefusal(ports)) return ports;
    const input = inputOf(performing, phase);
    if (answers.length === 0) return verifyWork(ports, performing.place, input);
    const before = await verifyWork(ports, performing.place, input);
    const objection = isRefusal(before) ? before : objectionTo(before, answers);
    return objection ?? verifyWork(ports, performing.place, { ...input, ask: replay(answers) });
  },
  render: renderVerifyWork,
});

/** Has the issues that a person found diagnosed, and plans made that close them. */
export const diagnoseWorkOperation = defineOperation({
  name: "diagnose-work",
  input: z.object({ phase: PHASE }),
  perform: async (performing, { phase }) => {
    const ports = createPorts(performing.asked, performing.place, { agents: true });
    return isRefusal(ports) ? ports : verifyWork(ports, performing.place, { ...inputOf(performing, phase), diagnose: true });
  },
  render: renderVerifyWork,
});

function inputOf({ signal, onEvent }: Performing, phase: string | undefined): VerifyWorkInput {
  return { ...(phase === undefined ? {} : { phase }), auto: false, again: false, diagnose: false, by: `mcp@${hostname()}`, signal, onEvent };
}

/** Answers are taken in the order of the questions: one that would be left over shall not look as if it were recorded. */
function objectionTo({ open }: VerifyWorkReport, answers: readonly Given[]): Refusal | undefined {
  const asked = open.map(({ number }) => number);
  const wrong = answers.findIndex(({ number }, at) => number !== asked[at]);
  if (wrong >= 0) {
    const due = asked[wrong];
    return refuseArgument("test-not-open", `answer ${String(wrong + 1)} is for test ${String(answers[wrong]?.number)}, and ${due === undefined ? "no other test is open" : `the next open one is ${String(due)}`}`, "Give the answers in the order of the open tests, from the first on. Nothing was recorded.", "answers");
  }
  const silent = answers.find(({ result, said }) => result === "issue" && said === undefined);
  return silent === undefined ? undefined : refuseArgument("issue-without-words", `test ${String(silent.number)} has an issue, and it is not said what the person saw`, "Give their words as `said`. Nothing was recorded.", "answers");
}

function replay(answers: readonly Given[]): AskUat {
  return {
    phase: () => Promise.resolve(undefined),
    test: ({ number }) => Promise.resolve(answerOf(answers.find((each) => each.number === number))),
    diagnose: () => Promise.resolve(false),
  };
}

function answerOf(given: Given | undefined): UatAnswer | undefined {
  if (given === undefined) return undefined;
  const { result, said } = given;
  if (result === "issue") return { type: "issue", reported: said ?? "", severity: inferSeverity(said ?? "") };
  return result === "pass" ? { type: "pass", ...(said === undefined ? {} : { note: said }) } : { type: "skip", ...(said === undefined ? {} : { reason: said }) };
}
