import type { Prompt, PromptInput } from "./prompt.js";
import { NO_SECRETS, READ_ONLY } from "./reading-rules.js";

/**
 * The prompt for the roadmapper that reads a project out of a document: what it is, and what it must do. What it leaves is checked by code, and DGS writes PROJECT.md and
 * REQUIREMENTS.md from it. Inputs: the document, the map of the code base where there is code. (formats.md 1 and 11)
 */
export function describeProjectPrompt(inputs: readonly PromptInput[], findings: readonly string[]): Prompt {
  return {
    objective: "Read out of the document under Inputs what the project is, for whom, and what it must do: as requirements that can be planned, built and checked one by one.",
    inputs,
    findings,
    rules: [
      READ_ONLY,
      "A requirement is one thing that a user, or the code after it, can do or rely on, as a sentence that somebody can check. It says what, not how; two things are two requirements.",
      "Every requirement goes back to the document: `source` is a copy of its words that ask for it, a part of a sentence is enough. Add nothing that nobody asked for, and leave nothing out that was asked for.",
      "Ids are capital letters, a hyphen and a number (`AUTH-01`): one word for each category, counted from 01, no id twice.",
      "What the document wants later, or calls optional, is under `later`. What it leaves out or rules out is under `out_of_scope`, with the reason where there is one.",
      "Technologies, platforms, deadlines and rules that hold for all of it are constraints, and no requirements. What was decided already, with its reason, is under `decisions`.",
      "The core value is the one thing that must work even if everything else fails.",
      NO_SECRETS,
    ],
    results: [{ file: "project.json", purpose: "the project and its requirements, as JSON and nothing around it", example: EXAMPLE }],
    blocked: [
      "Where the document leaves something open, take what it most likely means; do not make a requirement of your own guess.",
      "Refuse where the document asks for nothing that could be built, and say what is missing.",
    ],
  };
}

const EXAMPLE = JSON.stringify(
  {
    name: "Scheduler",
    what: "A small scheduler for people who run jobs on one machine and do not want to learn cron.",
    core_value: "A job runs when it was said to run.",
    requirements: [
      { id: "TIME-01", category: "Time", text: "A duration in words, like `1h 30m`, starts a job after 5400 seconds", source: "I want to write 1h 30m instead of cron lines" },
      { id: "LOG-01", category: "Log", text: "Every run is listed with its start, end and exit code", source: "see afterwards what ran" },
    ],
    later: [{ id: "TIME-02", category: "Time", text: "Jobs run on certain weekdays", source: "weekdays would be nice some day" }],
    out_of_scope: [{ what: "Several machines", why: "another product" }],
    constraints: ["Node 24, no service beside it"],
    context: "Replaces three shell scripts.",
    decisions: [{ decision: "Times are stored in UTC", why: "clocks change" }],
  },
  undefined,
  2,
);
