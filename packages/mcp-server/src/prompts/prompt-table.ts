/** What completes an argument. */
export type Completed = "job" | "milestone" | "phase" | "quick" | "waiting";

/** An argument of a slash command. */
export interface PromptArgument {
  readonly name: string;
  readonly description: string;
  readonly required?: boolean;
  readonly completed?: Completed;
}

/**
 * A sentence or two that tell the model what to do next. `{name}` stands for the argument of that name as JSON; a step that is only for who gave an argument, or only
 * for who did not, says so.
 */
export type PromptStep = string | { readonly given: string; readonly text: string } | { readonly absent: string; readonly text: string };

/** A slash command: a row of the table. */
export interface PromptRow {
  /** The name of the command on the command line. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly arguments: readonly PromptArgument[];
  readonly steps: readonly PromptStep[];
}

const JOB: PromptArgument = { name: "version", description: "Version of the milestone, such as v1.2", required: true, completed: "job" };
const MILESTONE: PromptArgument = { ...JOB, completed: "milestone" };
const PHASE: PromptArgument = { name: "phase", description: "Number of the phase, such as 3 or 2.1", required: true, completed: "phase" };
const QUICK: PromptArgument = { name: "quick", description: "Id, slug or title of the quick; without it the active one", completed: "quick" };

const WATCH = "The answer is a background run. Call watch with its id, and with the `after` of the last answer, until its status is no longer `running`; tell the person in a sentence what is new each time. If they want to stop waiting, stop: the run goes on, and its id finds it again.";
const INTERRUPTED = "If the status is `interrupted`, say so, and ask whether to call the same tool with the same input again: it goes on where it was.";
const WAITING = "If something waits for a person, call answer with its target and without an answer, show the question and what was done so far word for word, and ask. Record exactly what they say with answer, then go on.";

/** The slash commands, in the order that they are listed in. */
export const PROMPTS: readonly PromptRow[] = [
  {
    name: "progress",
    title: "Where the project stands",
    description: "Shows phases, jobs, quicks, what waits for you, and the one next action.",
    arguments: [],
    steps: ["Call overview.", "Show the person which phases are done, which job or quick is open, what waits for them, and the next action with its reason. Show problems with their place and remedy.", "Offer the next action, and wait for their answer before you start anything."],
  },
  {
    name: "create-milestone-job",
    title: "Create a milestone job",
    description: "Turns the roadmap of a milestone into a job.",
    arguments: [{ ...MILESTONE, required: false }],
    steps: [{ given: "version", text: 'Call create_job with {"version": {version}}.' }, { absent: "version", text: "Call create_job without a version: it takes the active milestone." }, "Show the steps of the job in their order, and which phases need none.", "Ask whether it is to be run now. Only on a yes call run_job with its version, and then watch as the tool says."],
  },
  {
    name: "run-job",
    title: "Run a job",
    description: "Carries a milestone's job out, watches it, and tells how it ended.",
    arguments: [JOB],
    steps: ['Call show_job with {"version": {version}} and tell the person in a few words which steps are done and which would run.', 'Call run_job with {"version": {version}}.', WATCH, INTERRUPTED, "When it has ended, tell how (`exit`), what each step did, and what people still have to look at (`humanNeeded`). If it stopped at an error, show the error and its remedy.", WAITING],
  },
  {
    name: "list-jobs",
    title: "List jobs",
    description: "Shows every job: in progress, pending, completed.",
    arguments: [],
    steps: ["Call list_jobs.", "Show the jobs by folder, each with its version, status and how many of its steps are done. Start nothing."],
  },
  {
    name: "cancel-job",
    title: "Cancel a job",
    description: "Stops the run of a job and moves the job back to pending. Code is not touched.",
    arguments: [JOB],
    steps: ['Call show_job with {"version": {version}} and show where the job stands.', "Ask the person whether it is to be cancelled: a run that is under way is stopped, the job goes back to pending, code stays as it is.", 'Only on a yes call cancel with {"version": {version}}, and show what it says.'],
  },
  {
    name: "rollback-job",
    title: "Roll a job back",
    description: "Shows what a rollback would take off the branches, asks you, and does it.",
    arguments: [JOB],
    steps: ['Call preview with {"action": "rollback-job", "version": {version}}. It changes nothing.', "Show the whole preview to the person: each repo, the commits that leave their branches, and uncommitted work.", "Ask whether to do it. Without a clear yes stop here.", 'Call rollback_job with {"version": {version}} and the token of the preview. If it says `changed-since-preview`, make and show the preview again and ask again.', "Show what was done, and say that all of it is kept: list_kept shows it, undo_rollback takes the rollback back."],
  },
  {
    name: "show-phase",
    title: "Show a phase",
    description: "Shows the plans of a phase by wave, what waits for you, what was verified, and open gaps.",
    arguments: [PHASE],
    steps: ['Call show_phase with {"phase": {phase}}.', "Show the plans by wave with how each stands, then what waits for the person, the verification, and the gaps with their causes.", "Offer what comes next, and wait for their answer before you start anything."],
  },
  {
    name: "why",
    title: "Why something stands so",
    description: "Says why a phase, a plan, a step or a job is blocked or failed, or what it waits for, and the shortest way on.",
    arguments: [{ name: "subject", description: "Such as 3, 03-01, v1.0 or, for a step, v1.0 4; without it what is next", completed: "phase" }],
    steps: [{ given: "subject", text: 'Call why with {"subject": {subject}}.' }, { absent: "subject", text: "Call why without a subject." }, "Show the verdict, then each reason with the place that it names, down to the last one, then the way on step by step.", "Offer the first step of the way, and wait for their answer before you start anything."],
  },
  {
    name: "discuss-phase",
    title: "Discuss a phase",
    description: "Has an agent settle what a phase leaves open, before it is planned.",
    arguments: [PHASE],
    steps: ['Call start with {"operation": "discuss-phase", "phase": {phase}}.', WATCH, "Show the decisions with their reasons, and which of them the person may want to change. The document is the phase's CONTEXT.md."],
  },
  {
    name: "plan-phase",
    title: "Plan a phase",
    description: "Has a phase researched, planned and its plans checked.",
    arguments: [PHASE],
    steps: ['Call start with {"operation": "plan-phase", "phase": {phase}}.', WATCH, "Show the plans by wave, each with what it does, and what the check found. Executing them is /dgs:execute-phase; do not start it unasked."],
  },
  {
    name: "execute-phase",
    title: "Execute a phase",
    description: "Carries out the plans of a phase; asks you at its checkpoints.",
    arguments: [PHASE],
    steps: ['Call show_phase with {"phase": {phase}} and tell the person in a few words which plans are done and which would run.', 'Call execute_phase with {"phase": {phase}}.', WATCH, INTERRUPTED, WAITING, 'After an answer call execute_phase with {"phase": {phase}} again, and watch again, until nothing waits any more.', "If a plan failed, show why and what is kept, and ask whether to go on; do not repair its code yourself.", "When it has ended, tell what each plan did, what verification says, and the next action."],
  },
  {
    name: "audit-phase",
    title: "Audit a phase",
    description: "Runs the tests of a phase and has its gaps found, diagnosed and planned.",
    arguments: [PHASE],
    steps: ['Call audit_phase with {"phase": {phase}}.', WATCH, INTERRUPTED, "Show the verdict, then each gap with its cause and the plan that is to close it. Show what a person has to look at. Fix nothing yourself: the plans do, by execute_phase with gaps_only."],
  },
  {
    name: "verify-work",
    title: "Test a phase",
    description: "Asks you the acceptance tests of a phase one by one, records what you say, and has what is wrong looked into.",
    arguments: [{ ...PHASE, required: false, description: "Number of the phase; without it the one that is carried out and not tested yet" }],
    steps: [{ given: "phase", text: 'Call verify_work with {"phase": {phase}} and without answers.' }, { absent: "phase", text: "Call verify_work without answers." }, "Ask the person the open tests one by one: what to do, what should happen. Wait for what they say; never try it out for them, never guess.", "After each answer call verify_work again with its number, its result (`pass`, `issue`, `skip`) and, as `said`, the person's own words.", "When none is open, show what passed and what did not. If there are issues, ask whether their causes are to be looked for; only on a yes call start with the operation `diagnose-work` and the phase that the answer names.", WATCH],
  },
  {
    name: "audit-milestone",
    title: "Audit a milestone",
    description: "Checks whether a milestone keeps what it promised.",
    arguments: [MILESTONE],
    steps: ['Call start with {"operation": "audit-milestone", "version": {version}}.', WATCH, "Show the verdict, the requirements that are not met, and what waits for a person. If there are gaps, offer /dgs:plan-milestone-gaps."],
  },
  {
    name: "plan-milestone-gaps",
    title: "Plan the gaps of a milestone",
    description: "Adds phases to the roadmap that close what the audit of a milestone found.",
    arguments: [MILESTONE],
    steps: ["Say that this adds phases to the roadmap, and ask whether to do it. Without a yes stop here.", 'Call start with {"operation": "plan-milestone-gaps", "version": {version}}.', WATCH, "Show the phases that were added and which gaps each closes."],
  },
  {
    name: "complete-milestone",
    title: "Complete a milestone",
    description: "Shows what completing a milestone would do, asks you, and does it: merge, archive, tag.",
    arguments: [MILESTONE],
    steps: ['Call preview with {"action": "complete-milestone", "version": {version}}. It changes nothing.', "Show the whole preview: what is merged where, what is archived, the tag, and above all everything that is still open.", "Ask whether to do it. Without a clear yes stop here.", 'Call complete_milestone with {"version": {version}} and the token of the preview. If it says `changed-since-preview`, make and show the preview again and ask again.', WATCH, "If it is refused because only a person may say yes, give them the command that the answer names, and stop."],
  },
  {
    name: "quick",
    title: "Do a quick",
    description: "Has an agent do a small piece of work, or goes on with the quick that is unfinished.",
    arguments: [{ name: "title", description: "What is to be done, in a few words; without it: go on with the unfinished quick" }],
    steps: [{ given: "title", text: 'Call quick with {"title": {title}}.' }, { absent: "title", text: "Call quick without a title: it goes on with the quick that is unfinished." }, WATCH, INTERRUPTED, "Show what was done, the commits and the tests, and the next action that the report names. If it can be completed, offer /dgs:complete-quick."],
  },
  {
    name: "complete-quick",
    title: "Complete a quick",
    description: "Merges a quick into its base branch, pushes where there is a remote, and cleans up.",
    arguments: [QUICK],
    steps: ["Call overview and show the person which quick this is and what it did.", "Say that its branch is merged and, where there is a remote, pushed. Ask whether to do it. Without a yes stop here.", { given: "quick", text: 'Call complete_quick with {"quick": {quick}}.' }, { absent: "quick", text: "Call complete_quick." }, WATCH, "If there is a conflict, show the commands that the report gives, and stop."],
  },
  {
    name: "abandon-quick",
    title: "Abandon a quick",
    description: "Shows which quick would be given up, asks you, and does it. Its work is kept.",
    arguments: [QUICK],
    steps: [{ given: "quick", text: 'Call preview with {"action": "abandon-quick", "quick": {quick}}. It changes nothing.' }, { absent: "quick", text: 'Call preview with {"action": "abandon-quick"}. It changes nothing.' }, "Show the whole preview to the person and ask whether to do it. Without a clear yes stop here.", "Call abandon_quick for the same quick with the token of the preview.", "Say that its work is kept: list_kept shows it."],
  },
  {
    name: "fast",
    title: "Make a small change",
    description: "Has a trivial change made straight in the checkout, with a commit and without planning.",
    arguments: [{ name: "description", description: "The change, in words", required: true }, { name: "repo", description: "The repo, in a product with several" }],
    steps: [{ given: "repo", text: 'Call start with {"operation": "fast", "description": {description}, "repo": {repo}}.' }, { absent: "repo", text: 'Call start with {"operation": "fast", "description": {description}}.' }, WATCH, "Show the commit and what the tests said. If it was refused because the change is not small, say so and offer /dgs:quick."],
  },
  {
    name: "map-codebase",
    title: "Describe the code base",
    description: "Has agents describe the code base, for those who plan.",
    arguments: [{ name: "repo", description: "One repo; without it all" }],
    steps: [{ given: "repo", text: 'Call start with {"operation": "map-codebase", "repo": {repo}}.' }, { absent: "repo", text: 'Call start with {"operation": "map-codebase"}.' }, WATCH, "Show which documents were written and where, and what was left as it was."],
  },
  {
    name: "answer",
    title: "Answer what waits",
    description: "Shows what waits for you, and records what you decide.",
    arguments: [{ name: "target", description: "Id of the plan or number of the phase that waits; without it all that waits", completed: "waiting" }],
    steps: [{ given: "target", text: 'Call answer with {"target": {target}} and without an answer.' }, { absent: "target", text: "Call answer without a target." }, "Show each question word for word, with its options and what was done so far, and ask the person. Never choose for them.", "Record exactly what they say with answer, once for each target.", "Then offer to go on as the last answer says."],
  },
  {
    name: "health",
    title: "Check the planning folder",
    description: "Finds what is wrong in the planning folder, and repairs what has one right answer if you want.",
    arguments: [],
    steps: ["Call health.", "Show every problem with its place and remedy, errors first. If there is none, say so and stop.", "If some can be repaired, say which, and ask. Only on a yes call repair, and show what it changed and what is left."],
  },
  {
    name: "recover",
    title: "Bring kept work back",
    description: "Shows work that was taken off its branch and is kept, and brings back what you choose.",
    arguments: [],
    steps: ["Call list_kept.", "Show what is kept: repo, when, why, and the rollbacks that can be undone. Ask what to bring back.", "For kept work call restore_kept with it: it comes back on a new branch. For a rollback call preview with undo-rollback, show it, ask, and then call undo_rollback with its token.", "Never call drop_kept unless the person asks for exactly that."],
  },
];
