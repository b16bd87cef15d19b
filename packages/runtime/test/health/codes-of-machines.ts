import type { Changes, CodePair } from "./health-of.js";

const JOB = "jobs/pending/milestone-v1.0.md";
const jobText = (head: string, ...steps: string[]): string => `# Milestone job v1.0\n\n- **Version:** v1.0\n- **Status:** pending\n- **Check:** yes\n${head}\n## Steps\n\n${steps.map((step) => `${step}\n`).join("")}`;
const job = (head: string, ...steps: string[]): Changes => ({ [JOB]: jobText(head, ...steps) });
const ok = "- [ ] `/dgs:execute-phase 2 --non-interactive`";
const checklist = (file: string, title: string, head: string) => (...steps: string[]): Changes => ({ [file]: `# ${title}\n\n${head}\n## Steps\n\n${steps.map((step) => `${step}\n`).join("")}` });
const execution = checklist("phases/02-page/02-EXECUTION.md", "Execution of phase 02", "- **Phase:** 02\n- **Status:** in-progress\n");
const audit = checklist("phases/02-page/02-AUDIT.md", "Audit of phase 02", "- **Phase:** 02\n- **Status:** in-progress\n");
const quick = checklist("quick/261101-ink/261101-QUICK.md", "Ink", "- **Kind:** product-level\n- **Status:** in-progress\n- **Branch:** quick/ink\n- **Base:** main\n- **Worktree:** {repo}--quick-ink\n");
const run1 = "- [ ] run `02-01`";
const landing = ["- [ ] land `02-01`", "- [ ] run `02-02`\n  - comes-after: 02-01", "- [ ] land `02-02`", "- [ ] verify", "- [ ] record"];
const all = [run1, ...landing];

/** Codes that tell of files of jobs, executions, audits and quicks: for each what is wrong, and the nearest thing that is fine. */
export const MACHINE_CODES: readonly CodePair[] = [
  ["bad-field", job("- **GapFixCycle:** many\n", ok), job("- **GapFixCycle:** 1\n- **Owner:** many\n", ok)],
  ["bad-detail", execution(run1, "- [ ] land `02-01`", "- [ ] run `02-02`\n  - comes-after: margins", ...landing.slice(2)), execution(...all)],
  ["unknown-marker", job("", "- [~] `/dgs:execute-phase 2`"), job("", "- [>] `/dgs:execute-phase 2`", "- [X] `/dgs:audit-phase 1`")],
  ["unknown-stage", execution(...all, "- [ ] celebrate"), execution(...all, "", "Then celebrate.")],
  ["unknown-command", job("", "- [ ] `/dgs:make-tea`"), job("", "- [ ] `/gsd:plan-phase 2`")],
  ["unknown-flag", job("", "- [ ] `/dgs:execute-phase 2 --fast`"), job("", "- [ ] `/dgs:execute-phase 2 --gaps-only`")],
  ["bad-argument", job("", "- [ ] `/dgs:execute-phase`"), job("", "- [ ] `/dgs:audit-milestone`")],
  ["no-command", job("", "- [ ] rest"), job("", ok, "", "Then rest.")],
  ["unknown-job-status", { [JOB]: jobText("", ok).replace("** pending", "** waiting") }, { [JOB]: jobText("", ok).replace("** pending", "** Pending") }],
  ["job-without-steps", job(""), job("", "* [ ] dgs execute-phase 2")],
  ["execution-without-steps", execution(...all.slice(0, 4)), execution(...all.slice(4))],
  ["execution-plan-missing", execution(...all.slice(2)), execution(...all)],
  ["execution-circular", execution("- [ ] run `02-01`\n  - comes-after: 02-02", ...landing), execution(...all)],
  ["audit-without-steps", audit("- [ ] look", "- [ ] verify structure", "- [ ] merge"), audit("- [ ] look", "- [ ] verify structure", "- [ ] merge", "- [ ] record")],
  ["quick-without-steps", quick(), quick("- [ ] create worktree `press`", "- [ ] run agent")],
];
