import { type Config, type NewRequirement, type ProjectIdea, requirementOf } from "@dgs/core";

/** One of the parts that a person is asked for. */
export type ProjectPartName = "name" | "what" | "core-value" | "requirement" | "out-of-scope" | "constraint" | "granularity" | "profile" | "research" | "confirm";

/** What is asked for, in this order; of lists one entry after the other. */
const PARTS: readonly ProjectPartName[] = ["name", "what", "core-value", "requirement", "out-of-scope", "constraint", "granularity", "profile", "research", "confirm"];

/** One answer, as it was typed. */
export interface ProjectAnswer {
  readonly part: ProjectPartName;
  readonly text: string;
}

/** A question of `dgs new-project`. */
export interface ProjectQuestion {
  readonly part: ProjectPartName;
  readonly text: string;
  /** What can be taken; absent: a text is typed. */
  readonly choices?: readonly { readonly value: string; readonly label: string; readonly hint?: string }[];
  /** What stands above the question: what was said so far, or what was wrong with the last answer. */
  readonly lines: readonly string[];
}

/** What decides which questions there are. */
export interface DialogueFacts {
  /** The name of the folder, for a project that gets no other one. */
  readonly folder: string;
  /** Whether it is asked for research: agents are there, and the command line does not say. */
  readonly asksResearch: boolean;
}

/** What the answers come to, once all are given. */
export interface DialogueEnd {
  readonly idea: ProjectIdea;
  readonly settings: Pick<Config, "granularity" | "model_profile">;
  /** Absent where it was not asked for. */
  readonly research?: boolean;
}

const LISTS: ReadonlySet<ProjectPartName> = new Set(["requirement", "out-of-scope", "constraint"]);
const HINTS = { granularity: { coarse: "three to five phases a milestone", standard: "five to eight", fine: "eight to twelve" }, profile: { quality: "the largest models", balanced: "the largest only for planning", budget: "smaller ones" } } as const;

/** Returns the next question behind some answers; `undefined` once all are given. */
export function nextQuestion(answers: readonly ProjectAnswer[], facts: DialogueFacts): ProjectQuestion | undefined {
  const part = PARTS.find((each) => !isAnswered(each, answers) && (each !== "research" || facts.asksResearch));
  return part === undefined ? undefined : { part, lines: [], ...questionOf(part, answers, facts) };
}

/** A list ends with an empty answer; one that must have an entry goes on until it has one. */
function isAnswered(part: ProjectPartName, answers: readonly ProjectAnswer[]): boolean {
  const own = answers.filter((answer) => answer.part === part);
  return LISTS.has(part) ? own.at(-1)?.text === "" : own.length > 0;
}

function questionOf(part: ProjectPartName, answers: readonly ProjectAnswer[], facts: DialogueFacts): Pick<ProjectQuestion, "text"> & Partial<ProjectQuestion> {
  const number = answers.filter((answer) => answer.part === part).length + 1;
  switch (part) {
    case "name":
      return { text: `What is the project called? (empty: ${facts.folder})` };
    case "what":
      return { text: "What is it, and for whom?" };
    case "core-value":
      return { text: "Which one thing must work, even if all else fails?" };
    case "requirement":
      return { text: number === 1 ? "What must the first version do? One thing at a time (AUTH: … puts it into a category)" : `Requirement ${String(number)} (empty: no more)` };
    case "out-of-scope":
      return { text: number === 1 ? "What is it not to do? One thing at a time (empty: nothing)" : "What else not? (empty: no more)" };
    case "constraint":
      return { text: number === 1 ? "Which constraints hold? Languages, platforms, deadlines, one at a time (empty: none)" : "Which others? (empty: no more)" };
    case "granularity":
      return { text: "How finely is a milestone divided?", choices: CHOICES.granularity.map((value) => ({ value, label: value, hint: HINTS.granularity[value] })) };
    case "profile":
      return { text: "Which models do the agents use?", choices: CHOICES.profile.map((value) => ({ value, label: value, hint: HINTS.profile[value] })) };
    case "research":
      return { text: "Have agents research the project first?", choices: [{ value: "yes", label: "Yes", hint: "stack, features, architecture and pitfalls, by four agents and a fifth" }, { value: "no", label: "No" }] };
    case "confirm":
      return { text: "Is that the project?", lines: summaryOf(ideaOf(answers, facts)), choices: [{ value: "yes", label: "Write it down" }, { value: "again", label: "Ask everything again" }] };
  }
}

/** The usual one first: it is what Enter takes. */
const CHOICES = { granularity: ["standard", "coarse", "fine"], profile: ["balanced", "quality", "budget"] } as const;

/** Adds an answer; a sentence says what was wrong with one that cannot be taken. */
export function takeAnswer(answers: readonly ProjectAnswer[], question: ProjectQuestion, typed: string): readonly ProjectAnswer[] | string {
  const text = typed.trim();
  const { part, choices } = question;
  if (part === "confirm" && text === "again") return [];
  if (choices?.some(({ value }) => value === text) === false) return "That is none of the choices.";
  if (text === "" && (part === "what" || part === "core-value")) return "A sentence is needed here.";
  if (text === "" && part === "requirement" && !answers.some((answer) => answer.part === part)) return "One requirement is needed at least.";
  if (text.length > MOST_TEXT) return `That is longer than ${String(MOST_TEXT)} characters.`;
  return [...answers, { part, text }];
}

/** Characters of an answer. */
const MOST_TEXT = 4_000;

/** What all answers come to. */
export function endOfDialogue(answers: readonly ProjectAnswer[], facts: DialogueFacts): DialogueEnd {
  const of = (part: ProjectPartName): string => answers.find((answer) => answer.part === part)?.text ?? "";
  const research = of("research");
  return {
    idea: ideaOf(answers, facts),
    settings: { granularity: CHOICES.granularity.find((each) => each === of("granularity")) ?? CHOICES.granularity[0], model_profile: CHOICES.profile.find((each) => each === of("profile")) ?? CHOICES.profile[0] },
    ...(research === "" ? {} : { research: research === "yes" }),
  };
}

function ideaOf(answers: readonly ProjectAnswer[], { folder }: DialogueFacts): ProjectIdea {
  const all = (part: ProjectPartName): readonly string[] => answers.filter((answer) => answer.part === part && answer.text !== "").map(({ text }) => text);
  const requirements = all("requirement").reduce<readonly NewRequirement[]>((known, typed) => [...known, requirementOf(typed, known.map(({ id }) => id))], []);
  return {
    ...{ name: all("name")[0] ?? folder, what: all("what")[0] ?? "", coreValue: all("core-value")[0] ?? "", requirements, later: [], context: "", decisions: [] },
    outOfScope: all("out-of-scope").map((what) => ({ what, why: "" })),
    constraints: all("constraint"),
  };
}

/** A project in a few lines, for whoever looks once more before it is written down. */
function summaryOf({ name, what, coreValue, requirements, later, outOfScope, constraints }: ProjectIdea): readonly string[] {
  return [
    `${name}: ${what}`,
    `Must work: ${coreValue}`,
    ...requirements.map(({ id, text }) => `  ${id}  ${text}`),
    ...(later.length === 0 ? [] : [`Later: ${later.map(({ id }) => id).join(", ")}`]),
    ...(outOfScope.length === 0 ? [] : [`Not: ${outOfScope.map((each) => each.what).join("; ")}`]),
    ...(constraints.length === 0 ? [] : [`Constraints: ${constraints.join("; ")}`]),
  ];
}

/** Whether a value from a file is a list of answers. */
export function isAnswers(value: unknown): value is readonly ProjectAnswer[] {
  return Array.isArray(value) && value.every((each: Partial<ProjectAnswer> | null) => typeof each?.text === "string" && PARTS.some((part) => part === each.part));
}

