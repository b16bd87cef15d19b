import { formatDuration } from "@dgs/render";
import type { MilestoneReport, ReportedPhase, ReportedPlan } from "@dgs/runtime";
import { type GraphNode, planGraph } from "../charts/plan-graph.js";
import { SIGNS, toneOf } from "../charts/tone.js";
import { lasted, standing } from "../markup/facts.js";
import { fold, keyOf, section, table } from "../markup/parts.js";
import { h, type Markup } from "../markup/preact.js";
import { line, plainLine } from "../markup/shown-text.js";

const WIDTH = 176;
const HEIGHT = 54;
const ACROSS = 56;
const DOWN = 18;
const EDGE = 10;

/** What each plan comes after, phase by phase, with the way that took longest, and where agents could have worked and did not. */
export function graphSection({ phases }: MilestoneReport): Markup {
  const planned = phases.filter(({ plans }) => plans.length > 0);
  if (planned.length === 0) return section("graph", "Plans and what they wait for", h("p", { class: "calm" }, "Nothing is planned yet."));
  return section("graph", "Plans and what they wait for", planned.map((phase) => drawPhase(phase, planned.length > 12)));
}

function drawPhase(phase: ReportedPhase, folded: boolean): Markup {
  const critical = phase.criticalPath?.plans ?? [];
  const graph = planGraph(phase.plans, critical);
  const plans = new Map(phase.plans.map((plan) => [plan.id, plan]));
  const at = new Map(graph.nodes.map((node) => [node.id, node]));
  const size = { width: EDGE * 2 + graph.columns * (WIDTH + ACROSS) - ACROSS, height: EDGE * 2 + graph.rows * (HEIGHT + DOWN) - DOWN };
  const onPath = new Set(critical);
  const title = `Phase ${phase.number}: ${phase.name}`;
  const path = phase.criticalPath === undefined ? undefined : h("p", { class: "path" }, h("strong", null, "Critical path"), `: ${critical.map((id) => plainLine(id, 40)).join(" → ")}, ${formatDuration(phase.criticalPath.ms)}`);
  const chart = h("div", { class: "scrolls", role: "group", tabindex: 0, "aria-label": `Graph of ${plainLine(title, 80)}` },
    h("svg", { "class": "graph", ...size, "viewBox": `0 0 ${String(size.width)} ${String(size.height)}`, "role": "list", "aria-label": `Plans of ${plainLine(title, 80)}` },
      graph.edges.map(({ from, to, critical: strong }) => drawEdge(at.get(from), at.get(to), strong)),
      graph.nodes.map((node) => drawPlan(node, plans.get(node.id), onPath.has(node.id)))));
  const contents = [path, idleList(phase), chart, fold(`graph-table-${phase.number}`, "As a table", tableOf(title, phase.plans, onPath))];
  return h("div", { "class": "phase-graph", "data-key": keyOf("graph", phase.number) }, h("h3", null, line(title, 120)), folded ? fold(`graph-fold-${phase.number}`, "Show the graph", ...contents) : contents);
}

function idleList({ idle, agentsAtOnce }: ReportedPhase): Markup {
  if (idle.length === 0) return undefined;
  const most = agentsAtOnce === undefined ? "" : ` of ${String(agentsAtOnce)}`;
  return h("ul", { class: "idle-list" }, idle.slice(0, 50).map(({ agents, why, ...span }) => h("li", null, h("strong", null, `Idle for ${lasted(span)}`), `: ${String(agents)}${most} agents at work, `, line(why))));
}

function drawPlan({ id, column, row }: GraphNode, plan: ReportedPlan | undefined, critical: boolean): Markup {
  if (plan === undefined) return undefined;
  const tone = toneOf(plan.standing);
  const after = plan.after.length === 0 ? "after nothing" : `after ${plan.after.join(", ")}`;
  const time = lasted(plan.span);
  const said = plainLine(`${id} ${plan.name}: ${plan.standing}, ${time}, ${after}${critical ? ", on the critical path" : ""}`, 400);
  return h("g", { "class": `node t-${tone}${critical ? " critical" : ""}`, "role": "listitem", "aria-label": said, "transform": `translate(${String(EDGE + column * (WIDTH + ACROSS))} ${String(EDGE + row * (HEIGHT + DOWN))})` },
    h("rect", { width: WIDTH, height: HEIGHT, rx: 6 }),
    h("text", { class: "id", x: 12, y: 21 }, `${SIGNS[tone]} ${plainLine(id, 16)}`),
    h("text", { "class": "time", "x": WIDTH - 12, "y": 21, "text-anchor": "end" }, time),
    h("text", { x: 12, y: 41 }, plainLine(plan.name, 24)));
}

function drawEdge(from: GraphNode | undefined, to: GraphNode | undefined, critical: boolean): Markup {
  if (from === undefined || to === undefined) return undefined;
  const x1 = EDGE + from.column * (WIDTH + ACROSS) + WIDTH;
  const x2 = EDGE + to.column * (WIDTH + ACROSS);
  const [y1, y2] = [from, to].map(({ row }) => EDGE + row * (HEIGHT + DOWN) + HEIGHT / 2) as [number, number];
  const bend = Math.min(ACROSS, x2 - x1) / 2;
  return h("path", { "class": critical ? "edge critical" : "edge", "aria-hidden": "true", "d": `M${String(x1)} ${String(y1)}C${String(x1 + bend)} ${String(y1)} ${String(x2 - bend)} ${String(y2)} ${String(x2)} ${String(y2)}`, "marker-end": critical ? "url(#tip-strong)" : "url(#tip)" });
}

function tableOf(title: string, plans: readonly ReportedPlan[], critical: ReadonlySet<string>): Markup {
  return table(`Plans of ${plainLine(title, 80)}`, ["Plan", "Name", "After", "Wave", "Standing", "Lasted", "Critical path"], plans.map((plan) => [
    line(plan.id, 40), line(plan.name), line(plan.after.join(", ") || "–"), plan.wave === undefined ? "–" : String(plan.wave), standing(plan.standing), lasted(plan.span), critical.has(plan.id) ? "yes" : "no",
  ]));
}
