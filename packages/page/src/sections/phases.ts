import type { MilestoneReport, ReportedCommit, ReportedPhase, ReportedPlan } from "@dgs/runtime";
import { count, evidence, lasted, moment, standing } from "../markup/facts.js";
import { keyOf, section } from "../markup/parts.js";
import { h, type Markup } from "../markup/preact.js";
import { line, wholeLine } from "../markup/shown-text.js";

/** The width of a bar of a diff, in pixels. */
const WIDTH = 120;

/** The phases with their plans, and what each plan committed. */
export function phasesSection({ phases, steps }: MilestoneReport): Markup {
  if (phases.length === 0) return section("phases", "Phases and commits", h("p", { class: "calm" }, "The milestone has no phase."));
  const largest = Math.max(1, ...phases.flatMap(({ plans }) => plans.flatMap(({ commits }) => commits.map(({ added, removed }) => added + removed))));
  const isLarge = phases.reduce((all, { plans }) => all + plans.length, 0) > 60;
  return section("phases", "Phases and commits", phases.map((phase) => drawPhase(phase, largest, isLarge)), steps.length === 0 ? undefined : stepList(steps));
}

function drawPhase(phase: ReportedPhase, largest: number, folded: boolean): Markup {
  const { planCount: { done, total } } = phase;
  return h("article", { "class": "phase", "data-key": keyOf("phase", phase.number) },
    h("h3", null, "Phase ", line(phase.number, 20), ": ", line(phase.name, 160)),
    phase.goal === undefined ? undefined : h("div", { class: "goal" }, wholeLine(phase.goal, 400)),
    h("p", { class: "facts" }, standing(phase.status), h("span", null, `${String(done)} of ${count(total, "plan")}`), h("span", null, "verification: ", line(phase.verification, 60)), phase.folder === undefined ? undefined : h("code", { class: "at" }, line(phase.folder, 120))),
    phase.plans.map((plan) => drawPlan(plan, largest, folded)));
}

function drawPlan(plan: ReportedPlan, largest: number, folded: boolean): Markup {
  const { commits } = plan;
  const sum = commits.length === 0 ? "no commit" : `${count(commits.length, "commit")}, +${String(total(commits, "added"))} −${String(total(commits, "removed"))}`;
  return h("details", { "class": "plan", "data-key": keyOf("plan", plan.id), "open": !folded },
    h("summary", null, standing(plan.standing), " ", h("strong", null, line(plan.id, 40)), " ", line(plan.name, 160), " ", h("span", { class: "note" }, `${lasted(plan.span)}, ${sum}`)),
    plan.oneLiner === undefined ? undefined : h("div", { class: "one-liner" }, wholeLine(plan.oneLiner, 400)),
    plan.error === undefined ? undefined : h("div", { class: "error" }, wholeLine(plan.error, 400)),
    plan.stages.length === 0 ? undefined : h("p", { class: "stages" }, plan.stages.map((stage, at) => [at === 0 ? undefined : " → ", line(stage.stage, 40), stage.outcome === undefined ? undefined : [" (", line(stage.outcome, 60), ")"], ` ${lasted(stage)}`])),
    commits.length === 0 ? undefined : h("ul", { class: "commits" }, commits.map((commit) => drawCommit(commit, largest))),
    evidence(plan.at));
}

function drawCommit(commit: ReportedCommit, largest: number): Markup {
  const { added, removed, files } = commit;
  const scale = WIDTH / largest;
  const [plus, minus] = [added, removed].map((lines) => (lines === 0 ? 0 : Math.max(1, Math.round(lines * scale * 10) / 10))) as [number, number];
  return h("li", null,
    h("span", { class: "subject" }, h("code", { class: "sha" }, line(commit.sha.slice(0, 10), 10)), " ", wholeLine(commit.subject, 160)),
    h("span", { class: "size" },
      h("svg", { "width": WIDTH + 2, "height": 10, "role": "img", "aria-label": `${String(added)} lines added, ${String(removed)} removed in ${count(files, "file")}` }, h("rect", { class: "added", x: 0, y: 1, width: plus, height: 8 }), h("rect", { class: "removed", x: plus + (plus > 0 ? 1 : 0), y: 1, width: minus, height: 8 })),
      h("span", { class: "plus" }, `+${String(added)}`), " ", h("span", { class: "minus" }, `−${String(removed)}`), h("span", { class: "note" }, ` in ${count(files, "file")}, `, line(commit.repo, 60), ", ", moment(commit.date))));
}

function total(commits: readonly ReportedCommit[], of: "added" | "removed"): number {
  return commits.reduce((sum, commit) => sum + commit[of], 0);
}

function stepList(steps: MilestoneReport["steps"]): Markup {
  return [h("h3", null, "Steps of the job"), h("ol", { class: "steps" }, steps.map((step) => h("li", { "data-key": keyOf("step", String(step.number)), "value": step.number },
    standing(step.status), " ", h("code", { dir: "ltr" }, line(step.command)), " ", h("span", { class: "note" }, step.spans.map((span) => lasted(span)).join(", then ")),
    step.inserted === undefined ? undefined : [" ", h("span", { class: "tag" }, "inserted: ", line(step.inserted, 80))],
    step.note === undefined ? undefined : h("div", { class: "beside" }, wholeLine(step.note)),
    step.error === undefined ? undefined : h("div", { class: "error" }, wholeLine(step.error, 400)),
    step.humanNeeded.map((what) => h("div", { class: "beside" }, "For a person: ", wholeLine(what))))))];
}
