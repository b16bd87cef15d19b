import { costTable, type Span, type UsageRecord } from "@dgs/core";
import type { MilestoneReport, ReportedAgent, ReportedAudit, ReportedCommit, ReportedEvent, ReportedPhase, ReportedPlan, ReportedStep } from "@dgs/runtime";

const BEGIN = Date.parse("2026-03-02T08:00:00Z");

/** A moment some seconds after the beginning. */
const at = (seconds: number): string => new Date(BEGIN + seconds * 1_000).toISOString();
const span = (from: number, to: number): Span & { readonly end: string } => ({ start: at(from), end: at(to) });
const file = (path: string, line?: number): { type: "file"; path: string; line?: number } => ({ type: "file", path, ...(line === undefined ? {} : { line }) });

/** A report of nothing: a milestone that is not begun. */
export function emptyReport(): MilestoneReport {
  return {
    type: "milestone-report", version: "v0.1", made: at(0), runs: [], steps: [], phases: [], agents: [], audits: [], cost: costTable([]), budgets: [],
    cycles: { milestone: { used: 0, most: 3 }, phases: [] }, attention: [], undo: [], events: [], unread: 0, problems: [],
  };
}

function commit(id: string, subject: string, added: number, removed: number, seconds: number): ReportedCommit {
  return { repo: "durations", sha: id.repeat(40).slice(0, 40), subject, task: "1", date: at(seconds), files: 2, added, removed };
}

function plan(id: string, name: string, after: readonly string[], wave: number, from: number, to: number, commits: readonly ReportedCommit[], more: Partial<ReportedPlan> = {}): ReportedPlan {
  const middle = to - (to - from) / 4;
  return { id, name, wave, after, standing: "complete", span: span(from, to), stages: [{ stage: "run", ...span(from, middle), outcome: "accepted" }, { stage: "land", ...span(middle, to), outcome: "landed" }], commits, oneLiner: `${name} is done.`, at: file(`phases/${id.slice(0, 2)}/${id}-PLAN.md`), ...more };
}

/** A job like that of the demo: two phases, the second with an audit that finds a gap, a plan that closes it, and two runs with a night between them. */
export function jobReport(): MilestoneReport {
  const night = 50_000;
  const agents: ReportedAgent[] = [
    { ...span(10, 70), purpose: "execute-plan 01-01", role: "executor", tier: "sonnet", model: "sonnet-x", phase: "1", plan: "01-01", step: "/dgs:execute-phase 1", outcome: "completed", inputTokens: 12_000, outputTokens: 800, costUsd: 0.4 },
    { ...span(10, 40), purpose: "execute-plan 01-02", role: "executor", tier: "sonnet", model: "sonnet-x", phase: "1", plan: "01-02", step: "/dgs:execute-phase 1", outcome: "completed", inputTokens: 9_000, outputTokens: 500, costUsd: 0.25 },
    { ...span(95, 190), purpose: "execute-plan 01-03", role: "executor", tier: "sonnet", model: "sonnet-x", phase: "1", plan: "01-03", step: "/dgs:execute-phase 1", outcome: "completed", inputTokens: 20_000, outputTokens: 2_000, costUsd: 0.9 },
    { start: at(300), end: at(330), cutOff: true, purpose: "execute-plan 02-01", role: "executor", tier: "sonnet", model: "sonnet-x", phase: "2", plan: "02-01", step: "/dgs:execute-phase 2" },
    { ...span(night, night + 80), purpose: "execute-plan 02-01", role: "executor", tier: "sonnet", model: "sonnet-x", phase: "2", plan: "02-01", step: "/dgs:execute-phase 2", outcome: "completed", inputTokens: 9_000, outputTokens: 700, costUsd: 0.35 },
    { ...span(night + 150, night + 200), purpose: "diagnose 2 G-01", role: "debugger", tier: "opus", phase: "2", step: "/dgs:audit-phase 2", outcome: "completed", inputTokens: 4_000, outputTokens: 300 },
    { ...span(night + 220, night + 260), purpose: "execute-plan 02-03", role: "executor", tier: "sonnet", model: "sonnet-x", phase: "2", plan: "02-03", step: "/dgs:execute-phase 2 --gaps-only", outcome: "completed", inputTokens: 5_000, outputTokens: 250, costUsd: 0.15 },
  ];
  const steps: ReportedStep[] = [
    step(1, "/dgs:execute-phase 1", [span(5, 250)], { phase: "1" }),
    step(2, "/dgs:audit-phase 1", [span(250, 280)], { phase: "1" }),
    step(3, "/dgs:execute-phase 2", [{ start: at(290), end: at(330), cutOff: true }, span(night - 5, night + 100)], { phase: "2" }),
    step(4, "/dgs:audit-phase 2", [span(night + 100, night + 210)], { phase: "2", note: "diagnosed: 1 gap" }),
    step(5, "/dgs:execute-phase 2 --gaps-only", [span(night + 210, night + 280)], { phase: "2", inserted: "phase 2 cycle 1" }),
    step(6, "/dgs:audit-phase 2 --rerun-failed", [span(night + 280, night + 320)], { phase: "2", inserted: "phase 2 cycle 1", humanNeeded: ["Look at the colours of the table."] }),
  ];
  const phases: ReportedPhase[] = [
    { number: "1", name: "Parse", goal: "A duration is read.", status: "complete", verification: "passed", folder: "phases/01-parse", planCount: { done: 3, total: 3 }, agentsAtOnce: 2, waves: [{ number: 1, plans: ["01-01", "01-02"], span: span(10, 80) }, { number: 2, plans: ["01-03"], span: span(95, 200) }],
      plans: [plan("01-01", "Units", [], 1, 10, 80, [commit("a", "feat(01-01): units", 42, 0, 60)]), plan("01-02", "Tokens", [], 1, 10, 50, [commit("b", "feat(01-02): tokens", 30, 2, 40)]), plan("01-03", "Parser", ["01-01", "01-02"], 2, 95, 200, [commit("c", "feat(01-03): parser", 120, 18, 180), commit("d", "test(01-03): odd input", 64, 0, 185)])],
      criticalPath: { plans: ["01-01", "01-03"], ms: 175_000 }, idle: [{ ...span(50, 95), agents: 1, why: "01-03 waits for 01-01" }] },
    { number: "2", name: "Format", status: "complete", verification: "passed", folder: "phases/02-format", planCount: { done: 2, total: 2 }, agentsAtOnce: 2, waves: [{ number: 1, plans: ["02-01"], span: span(night, night + 90) }],
      plans: [plan("02-01", "Format", [], 1, night, night + 90, [commit("e", "feat(02-01): format", 51, 3, night + 70)]), plan("02-03", "Mend the rest", ["02-01"], 2, night + 220, night + 270, [commit("f", "feat(02-03): mend the rest", 6, 4, night + 250)])],
      criticalPath: { plans: ["02-01", "02-03"], ms: 140_000 }, idle: [] },
  ];
  const audits: ReportedAudit[] = [
    audit("1", 1, "passed", [250, 280], [["node --test", "passed", 0]], []),
    audit("2", 1, "diagnosed", [night + 100, night + 210], [["node --test", "failed", 1]], [{ id: "G-01", truth: "Hours are taken off before minutes are counted.", severity: "major", source: "test 1", why: "1:60 instead of 1:00", rootCause: "src/format.js leaves the hours in the rest", files: ["src/format.js", "test/format.test.js"], plans: ["02-03"], at: file("phases/02-format/02-UAT.md", 31) }]),
    audit("2", 2, "passed", [night + 280, night + 320], [["node --test", "passed", 0]], [], "cycle 1"),
  ];
  const events: ReportedEvent[] = phases.flatMap(({ number, plans }) => plans.flatMap(({ id, commits }) => commits.map(({ date, subject }) => ({ at: date, type: "commit", text: subject, plan: id, phase: number }) as const)));
  return {
    ...emptyReport(), version: "v1.0", name: "Durations", project: "Sample", made: at(night + 400), span: span(0, night + 320),
    job: { path: "jobs/completed/milestone-v1.0.md", status: "completed", created: at(-60), started: at(0), finished: at(night + 320), check: false },
    runs: [{ ...{ start: at(0), end: at(330), cutOff: true }, run: "r-1", command: "run-job v1.0" }, { ...span(night - 10, night + 320), run: "r-2", command: "run-job v1.0", exit: "ok" }],
    steps, phases, agents, audits, cost: costTable(agents.map(recordOf)),
    budgets: [{ name: "job v1.0", measure: "tokens", spent: 63_550, limit: 100_000 }, { name: "job v1.0", measure: "cost", spent: 2.05 }],
    cycles: { milestone: { used: 0, most: 2 }, phases: [{ phase: "1", used: 0, most: 2 }, { phase: "2", used: 1, most: 2 }] },
    attention: [{ what: "human-needed", text: "Look at the colours of the table.", at: file("phases/02-format/02-VERIFICATION.md", 12), command: "dgs verify-work 2" }],
    undo: [{ command: "dgs rollback-job v1.0", why: "takes the job's commits off the branch and keeps them under a ref" }],
    next: { command: "dgs complete-milestone v1.0", why: "every phase is verified" }, events, unread: 1,
    problems: [{ code: "odd", severity: "warning", message: "A line was not understood.", remedy: "Mend it.", path: "ROADMAP.md", at: { line: 3, column: 1 } }],
  };
}

function step(number: number, command: string, spans: readonly Span[], more: Partial<ReportedStep> = {}): ReportedStep {
  return { number, command, status: "completed", spans, humanNeeded: [], at: file("jobs/completed/milestone-v1.0.md", 10 + number), ...more };
}

function audit(of: string, round: number, status: string, [from, to]: readonly [number, number], tests: readonly (readonly [string, string, number])[], gaps: ReportedAudit["gaps"], cycle?: string): ReportedAudit {
  return { of, round, status, span: span(from, to), tests: tests.map(([command, outcome, exit]) => ({ command, outcome, exit, failing: exit === 0 ? [] : ["formats one hour"], at: { type: "log", path: ".dgs/logs/test-1.log", line: 7 } })), gaps, at: file(`phases/0${of}/0${of}-UAT.md`), ...(cycle === undefined ? {} : { cycle }) };
}

function recordOf({ start, end = start, ...agent }: ReportedAgent): UsageRecord {
  return { at: start, durationMs: Date.parse(end) - Date.parse(start), ...agent } as UsageRecord;
}

/** A running job: step 3 of the other report goes on. */
export function runningReport(made = at(330)): MilestoneReport {
  const whole = jobReport();
  return {
    ...whole, made, span: { start: at(0) }, job: { path: "jobs/in-progress/milestone-v1.0.md", status: "in-progress", started: at(0), check: false, runner: { pid: 4711, host: "here", since: at(0) } },
    runs: [{ start: at(0), run: "r-1", command: "run-job v1.0" }],
    steps: whole.steps.map((each) => (each.number < 3 ? each : { ...each, status: each.number === 3 ? "in-progress" : "pending", spans: each.number === 3 ? [{ start: at(290) }] : [] })),
    agents: [...whole.agents.slice(0, 3), { start: at(300), purpose: "execute-plan 02-01", role: "executor", tier: "sonnet", phase: "2", plan: "02-01", step: "/dgs:execute-phase 2" }],
    audits: whole.audits.slice(0, 1),
  };
}

/** A report of a long job: 40 phases of 10 plans, 1,200 agents, and as many events as are asked for. */
export function longReport(amount = 10_000): MilestoneReport {
  const phases = Array.from({ length: 40 }, (_, p): ReportedPhase => {
    const id = (n: number): string => `${String(p + 1).padStart(2, "0")}-${String(n + 1).padStart(2, "0")}`;
    const from = p * 1_000;
    return {
      number: String(p + 1), name: `Part ${String(p + 1)}`, status: "complete", verification: "passed", planCount: { done: 10, total: 10 }, waves: [{ number: 1, plans: [id(0)], span: span(from, from + 900) }],
      plans: Array.from({ length: 10 }, (_, n) => plan(id(n), `Piece ${String(n + 1)}`, n === 0 ? [] : [id(Math.floor((n - 1) / 2))], 1 + Math.floor(Math.log2(n + 1)), from + n * 90, from + n * 90 + 80, [commit("0123456789abcdef"[n] ?? "a", `feat(${id(n)}): piece`, 10 * n, n, from + n * 90 + 70)])),
      criticalPath: { plans: [id(0), id(2), id(6)], ms: 240_000 }, idle: [],
    };
  });
  const agents = Array.from({ length: 1_200 }, (_, n): ReportedAgent => ({ ...span(n * 33, n * 33 + 60), purpose: `execute-plan ${String(n)}`, role: ["executor", "verifier", "planner"][n % 3] ?? "", tier: "sonnet", step: `/dgs:execute-phase ${String(1 + Math.floor(n / 30))}`, outcome: "completed", inputTokens: 1_000 + n, outputTokens: 10, costUsd: 0.01 }));
  const types = ["commit", "test", "note", "wait"] as const;
  return {
    ...jobReport(), phases, agents, cost: costTable(agents.map(recordOf)), runs: [{ ...span(0, 40_000), run: "r-1", command: "run-job v1.0", exit: "ok" }],
    steps: phases.map((phase, n) => step(n + 1, `/dgs:execute-phase ${phase.number}`, [span(n * 1_000, n * 1_000 + 990)], { phase: phase.number })),
    events: Array.from({ length: amount }, (_, n): ReportedEvent => ({ at: at(n * 4), type: types[n % 4] ?? "note", text: `what happened as number ${String(n + 1)}`, phase: String(1 + (n % 40)) })),
  };
}

/** Texts that mean harm to a page that takes them for more than text. */
export const HOSTILE: readonly string[] = [
  "<script>window.__hit = 1</script>", "</script><script>window.__hit = 2</script>", "</style><img src=x onerror=\"window.__hit = 3\">", "\"><svg onload=window.__hit=4>", "' onmouseover='window.__hit = 5", "javascript:window.__hit=6",
  "[click](javascript:window.__hit=7)", "<a href=\"javascript:window.__hit=8\">x</a>", "<iframe src=\"https://example.invalid/\"></iframe>", "<base href=\"https://example.invalid/\"><meta http-equiv=refresh content=\"0;url=https://example.invalid/\">",
  "<!--", "]]>", "&lt;b&gt; &amp; &#60;", "\u001b[31mred\u001b[0m \u001b]8;;https://example.invalid\u0007link", "safe\u202egnp.exe", "zero\u200bwidth \u2066hidden\u2069 \u{e0041}tag", "\u0000nul\u0008back", "half \ud800 character", "__proto__", "constructor", "toString", "two\nlines\r\nand a\ttab",
  `long ${"x".repeat(1_000_000)}`, `${"\u202e".repeat(100_000)}end`, "<details open ontoggle=window.__hit=9>", "${window.__hit=10}", "{{constructor.constructor('window.__hit=11')()}}",
];

/** A report in which every text is hostile. */
export function hostileReport(): MilestoneReport {
  let next = 0;
  const harm = (): string => HOSTILE[next++ % HOSTILE.length] ?? "";
  const poison = (value: unknown, key = ""): unknown => {
    if (typeof value === "string") return /^(start|end|at|made|date|type|status|what|severity|measure|created|started|finished|since|dir)$/.test(key) && !(key === "status" && value === "passed") ? value : harm();
    if (Array.isArray(value)) return value.map((each) => poison(each));
    if (typeof value === "object" && value !== null) return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, poison(each, name)]));
    return value;
  };
  const whole = poison(jobReport()) as MilestoneReport;
  return { ...whole, events: HOSTILE.map((text, n): ReportedEvent => ({ at: at(n), type: "note", text, plan: text, phase: text })), attention: HOSTILE.map((text) => ({ what: "problem", text, command: text, at: file(text, 1) })) };
}
