import type { CommandSpec } from "../command-spec.js";

/** `dgs submit` */
export const submitSpec: CommandSpec = {
  name: "submit",
  summary: "hand in planning files of a phase that you, or an agent of yours, wrote",
  details: [
    "Takes CONTEXT.md, RESEARCH.md, plans (02-01-PLAN.md) and VALIDATION.md for a phase, holds them against the formats and checks that the agents of DGS go through, and says what is found, each with its place and what mends it. Without a blocker they are written into the folder of the phase, named in the roadmap and committed; with one nothing is, and the exit code is 3.",
    "What is there already is replaced with --replace only, while nothing was carried out with it, and where its old text is committed. STATE.md, ROADMAP.md, REQUIREMENTS.md, jobs and evidence are kept by DGS and never taken.",
  ],
  operands: [
    { name: "phase", isRequired: true, completes: "phase" },
    { name: "file", isRequired: true, isList: true, completes: "file" },
  ],
  options: [
    { name: "dry-run", summary: "only say what is found; works beside a run" },
    { name: "replace", summary: "replace files that are there and say something else" },
  ],
  examples: [
    { line: "dgs submit 2 02-01-PLAN.md 02-VALIDATION.md --dry-run", says: "see what is wrong with them" },
    { line: "dgs submit 2 drafts/CONTEXT.md", says: "hand decisions in" },
  ],
  load: async () => (await import("../commands/submit.js")).runSubmit,
};
