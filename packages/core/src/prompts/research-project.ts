import type { Prompt, PromptInput } from "./prompt.js";
import { RESEARCH_BLOCKED, RESEARCH_RULES } from "./research-rules.js";

/** What a project is researched for, each by an agent of its own. (formats.md 1) */
export const RESEARCH_TOPICS = ["stack", "features", "architecture", "pitfalls"] as const;

/** One of {@link RESEARCH_TOPICS}. */
export type ResearchTopic = (typeof RESEARCH_TOPICS)[number];

const TOPICS: Readonly<Record<ResearchTopic, { readonly question: string; readonly rule: string; readonly part: readonly string[] }>> = Object.freeze({
  stack: {
    question: "what should it be built with",
    rule: "Name each part with its version and what it is for, and what it needs of the others. What the project has settled already is settled.",
    part: ["## Recommended", "", "| What | Version | For | Confidence |", "|------|---------|-----|------------|", "| Node | 24 LTS | runs the scheduler | HIGH |", "", "## Not", "", "- cron alone: cannot say what ran (HIGH)"],
  },
  features: {
    question: "what do its users take for granted, what would set it apart, and what is better left out",
    rule: "Say for each feature how much work it is (small, medium, large) and which others it needs. Features come from products and their users, not from wishes.",
    part: ["## Taken for granted", "", "| Feature | Work | Needs | Confidence |", "|---------|------|-------|------------|", "| durations in words | small | - | HIGH |", "", "## Sets it apart", "", "## Left out", "", "- calendars: another product (MEDIUM)"],
  },
  architecture: {
    question: "which parts does it need, how do they talk to each other, and in which order are they built",
    rule: "Say of each part what it knows and what it must not know. The order follows from what needs what, and lets something run at each stage.",
    part: ["## Parts", "", "- parser: text to seconds; knows nothing of the clock (HIGH)", "", "## Flow", "", "## Order", "", "1. parser, as the scheduler needs seconds"],
  },
  pitfalls: {
    question: "what do projects of this kind get wrong, and how is it noticed and avoided in time",
    rule: "Say of each pitfall what it costs, how it shows itself early, what prevents it, and in which stage that has to be done. No advice that is true of every project.",
    part: ["## Costly", "", "- **Clock changes:** a job runs twice. Shows itself only in autumn; prevented by storing UTC, in the first stage (HIGH)", "", "## Annoying"],
  },
});

/** The prompt for one researcher of a project, who looks into one topic. Inputs: project, the milestone's wishes, the map of the code base where there is code. */
export function researchProjectPrompt(topic: ResearchTopic, inputs: readonly PromptInput[], findings: readonly string[]): Prompt {
  const { question, rule, part } = TOPICS[topic];
  return {
    objective: `Research the project that stands under Inputs, one question of it: ${question}? Others look into the rest; the roadmap is made from all of it.`,
    inputs,
    findings,
    rules: [...RESEARCH_RULES, rule, "Write for whoever divides the work into phases: what follows for them, not all that is known."],
    results: [
      {
        file: `${topic.toUpperCase()}.md`,
        purpose: `what was found out on the ${topic}`,
        example: [`# ${topic.slice(0, 1).toUpperCase()}${topic.slice(1)}`, "", ...part, "", "## Open Questions", "", "## Sources", "", "- https://nodejs.org/en/about/previous-releases", "", "## Metadata", "", "Looked up on the web. Confidence as a whole: HIGH."].join("\n"),
      },
    ],
    blocked: [...RESEARCH_BLOCKED, "Refuse where nothing under Inputs says what the project is to do."],
  };
}
