import type { CommandSpec, OperandSpec, OptionSpec } from "./command-spec.js";

const version: OperandSpec = { name: "version", isRequired: true };
const yes: OptionSpec = { name: "yes", short: "y", summary: "do not ask" };

/** `dgs init` */
export const initSpec: CommandSpec = {
  name: "init",
  summary: "make a planning folder",
  details: ["Makes the planning folder with its first files in the working folder, or in --root. What is there already is left as it is."],
  operands: [],
  options: [{ name: "folder", value: "name", values: [".planning", ".gsd"], summary: "the name of the planning folder; .planning unless told" }],
  examples: [
    { line: "dgs init", says: "make .planning here" },
    { line: "dgs init --folder .gsd", says: "make .gsd here" },
  ],
  load: async () => (await import("./commands/init.js")).runInit,
};

/** `dgs progress` */
export const progressSpec: CommandSpec = {
  name: "progress",
  summary: "show where the project stands, and the next command",
  details: ["Shows each phase with its plans, the jobs, what is wrong in the planning files, and the one command to go on with. Writes nothing."],
  operands: [],
  options: [],
  examples: [
    { line: "dgs progress", says: "show the project of this folder" },
    { line: "dgs progress --json --root ../shop", says: "the same of another one, for a program" },
  ],
  load: async () => (await import("./commands/progress.js")).runProgress,
};

/** `dgs create-milestone-job` */
export const createMilestoneJobSpec: CommandSpec = {
  name: "create-milestone-job",
  summary: "turn a milestone of the roadmap into a job",
  details: [
    "Shows the steps that build the milestone, asks, and writes the job file. Phases that are complete get no step. Without a version it takes the active milestone.",
    "Where nobody can be asked (no terminal, or --json) --yes is needed.",
  ],
  operands: [{ name: "version", isRequired: false }],
  options: [
    { name: "no-check", summary: "end without the milestone audit" },
    { name: "dry-run", summary: "show the steps and write nothing" },
    yes,
  ],
  examples: [
    { line: "dgs create-milestone-job v2 --dry-run", says: "show the steps of v2" },
    { line: "dgs create-milestone-job v2 --yes", says: "write the job without a question" },
  ],
  load: async () => (await import("./commands/create-milestone-job.js")).runCreateMilestoneJob,
};

/** `dgs run-job` */
export const runJobSpec: CommandSpec = {
  name: "run-job",
  summary: "carry a job out, from where it stands",
  details: [
    "Runs the steps that are not done, one after the other. Ctrl-C stops it in order, a second Ctrl-C at once; run it again and it goes on where it was. Steps that are done are never run again.",
    "Agents come from the configuration, or from here: a program behind --, or a tape.",
  ],
  operands: [version],
  program: "program [argument…]",
  options: [
    { name: "dry-run", summary: "show the steps and what would run" },
    { name: "agent", value: "adapter", values: ["command", "replay"], summary: "what runs the agents" },
    { name: "tape", value: "file", summary: "the tape that replay plays" },
  ],
  examples: [
    { line: "dgs run-job v2 --dry-run", says: "show what would run" },
    { line: "dgs run-job v2", says: "run it with the agents of the configuration" },
    { line: "dgs run-job v2 -- ./agent.sh --fast", says: "run it with a program of yours as agent" },
    { line: "dgs run-job v2 --tape demo.tape.json", says: "play recorded agents" },
  ],
  load: async () => (await import("./commands/run-job.js")).runRunJob,
};

/** `dgs list-jobs` */
export const listJobsSpec: CommandSpec = {
  name: "list-jobs",
  summary: "list the jobs with their progress",
  details: ["Lists the jobs in progress, pending and completed, each with the steps that are done. Writes nothing."],
  operands: [],
  options: [],
  examples: [{ line: "dgs list-jobs", says: "list them" }],
  load: async () => (await import("./commands/list-jobs.js")).runListJobs,
};

/** `dgs cancel-job` */
export const cancelJobSpec: CommandSpec = {
  name: "cancel-job",
  summary: "put a job in progress back to pending",
  details: ["Puts the job back to pending; steps that are done stay done, and code stays as it is. Refused while a runner works on it: stop that one first (Ctrl-C)."],
  operands: [version],
  options: [],
  examples: [{ line: "dgs cancel-job v2", says: "put the job of v2 back" }],
  load: async () => (await import("./commands/cancel-job.js")).runCancelJob,
};
