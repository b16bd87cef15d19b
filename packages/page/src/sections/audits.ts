import type { MilestoneReport, ReportedAudit } from "@dgs/runtime";
import { toneOf } from "../charts/tone.js";
import { count, evidence, lasted, standing } from "../markup/facts.js";
import { keyOf, section, table } from "../markup/parts.js";
import { h, type Markup } from "../markup/preact.js";
import { line, plainLine, wholeLine } from "../markup/shown-text.js";

/** What audits found, round by round, with the evidence, the causes and the plans that closed the gaps. */
export function auditsSection({ audits, version, cycles }: MilestoneReport): Markup {
  if (audits.length === 0) return section("audits", "Audits and gaps", h("p", { class: "calm" }, "Nothing has been audited yet."));
  const groups = new Map<string, ReportedAudit[]>();
  for (const audit of audits) groups.set(audit.of, [...(groups.get(audit.of) ?? []), audit]);
  const most = Math.max(1, ...audits.map(({ gaps }) => gaps.length));
  return section("audits", "Audits and gaps", [...groups].map(([of, rounds]) => {
    const cycle = of === version ? cycles.milestone : cycles.phases.find(({ phase }) => phase === of);
    const title = of === version ? "The milestone" : `Phase ${of}`;
    return h("article", { "class": "audit", "data-key": keyOf("audit", of) },
      h("h3", null, line(title, 80)),
      cycle === undefined ? undefined : h("p", { class: "note" }, `${String(cycle.used)} of ${count(cycle.most, "gap-fix cycle")} used.`),
      overview(title, rounds, most),
      rounds.map((round) => drawRound(round, title, of === version)));
  }));
}

/** The rounds side by side, with the gaps that each found. */
function overview(title: string, rounds: readonly ReportedAudit[], most: number): Markup {
  const height = 48;
  return h("ol", { class: "rounds", "aria-label": `Gaps of ${plainLine(title, 80)} by round` }, rounds.map((round) => {
    const gaps = round.gaps.length;
    const tall = Math.round((gaps / most) * height);
    return h("li", null,
      h("svg", { "width": 40, "height": height + 2, "role": "img", "aria-label": `round ${String(round.round)}: ${count(gaps, "gap")}` }, h("rect", { class: `gap t-${toneOf(round.verdict ?? round.status)}`, x: 6, y: height - tall, width: 28, height: tall + 2 })),
      h("div", null, h("strong", null, `Round ${String(round.round)}`), round.cycle === undefined ? undefined : [", ", line(round.cycle, 60)], round.opens === undefined ? undefined : [", opened ", line(round.opens, 60)]),
      h("div", null, standing(round.verdict ?? round.status)),
      h("div", { class: "note" }, count(gaps, "gap")));
  }));
}

/** A gap of a phase says what should be so, one of the milestone what is wrong. */
function drawRound(round: ReportedAudit, title: string, isWhole: boolean): Markup {
  const name = `${plainLine(title, 80)}, round ${String(round.round)}`;
  return h("details", { "class": "round", "data-key": keyOf("round", `${String(round.round)}-${round.of}`), "open": round.gaps.length > 0 },
    h("summary", null, `Round ${String(round.round)}: `, standing(round.verdict ?? round.status), h("span", { class: "note" }, ` ${lasted(round.span)}, ${count(round.tests.length, "test")}, ${count(round.gaps.length, "gap")}`)),
    round.tests.length === 0 ? undefined : table(`Tests of ${name}`, ["Test", "Outcome", "Exit", "Failing", "Evidence"], round.tests.map((test) => [
      h("code", { dir: "ltr" }, line(test.command, 160)), standing(test.outcome), test.exit === undefined ? "–" : String(test.exit),
      test.failing.length === 0 ? "–" : h("ul", null, test.failing.slice(0, 100).map((each) => h("li", null, wholeLine(each, 160)))), evidence(test.at),
    ])),
    round.gaps.length === 0 ? undefined : h("ul", { class: "gaps", "aria-label": `Gaps of ${name}` }, round.gaps.map((gap) => drawGap(gap, isWhole ? "" : "not so: "))),
    evidence(round.at));
}

function drawGap(gap: ReportedAudit["gaps"][number], before: string): Markup {
  const fact = (name: string, value: Markup): Markup => h("div", null, h("dt", null, name), h("dd", null, value));
  return h("li", { class: "gap" },
    h("p", { class: "truth" }, h("strong", null, line(gap.id, 40)), ` ${before}`, line(gap.truth, 400), " ", h("span", { class: "tag" }, line(gap.severity, 40))),
    h("dl", null,
      fact("Found by", line(gap.source, 120)),
      gap.why === undefined ? undefined : fact("Why", wholeLine(gap.why, 400)),
      gap.rootCause === undefined ? undefined : fact("Root cause", wholeLine(gap.rootCause, 400)),
      gap.files.length === 0 ? undefined : fact("Files", gap.files.slice(0, 50).map((file, at) => [at === 0 ? undefined : ", ", h("code", { dir: "auto" }, line(file, 160))])),
      fact("Closed by", gap.plans.length === 0 ? "no plan yet" : line(gap.plans.join(", "))),
      fact("Evidence", evidence(gap.at))));
}
