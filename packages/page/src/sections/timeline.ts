import { formatDuration } from "@dgs/render";
import type { MilestoneReport } from "@dgs/runtime";
import { type TimeScale, ticksOf } from "../charts/time-scale.js";
import { type Bar, type Idle, type Lane, type LaneGroup, timelineOf } from "../charts/timeline.js";
import { SIGNS } from "../charts/tone.js";
import { count, momentText } from "../markup/facts.js";
import { fold, keyOf, section, table } from "../markup/parts.js";
import { h, type Markup } from "../markup/preact.js";
import { line, plainLine } from "../markup/shown-text.js";

/** Groups of more lanes than this are folded at first. */
const OPEN_LANES = 40;
/** Where there are more lanes than this in all, phases in which all is done are folded at first. */
const ALL_LANES = 150;
/** Percent of the width below which a bar has no words. */
const NARROW = 0.7;
/** Rows of the table behind the chart. */
const TABLE_ROWS = 500;

/** When what went on: runs, steps, waves, plans and agents on one line of time, with the times in which nothing or less than could went on. */
export function timelineSection(report: MilestoneReport): Markup {
  const timeline = timelineOf(report);
  if (timeline === undefined) return section("timeline", "Timeline", h("p", { class: "calm" }, "Nothing has run yet."));
  const { scale, groups, now } = timeline;
  const nowLine = now === undefined ? undefined : scale.at(now);
  return section("timeline", "Timeline",
    h("p", { class: "note" }, `Times are UTC. ${scale.breaks.length === 0 ? "" : `${count(scale.breaks.length, "break")} in which nothing ran ${scale.breaks.length === 1 ? "is" : "are"} drawn shorter. `}Hatched: nothing, or less than could, went on.`),
    legend(),
    h("div", { class: "zoom only-script", hidden: true },
      h("button", { "type": "button", "id": "zoom-out", "aria-label": "Show more time" }, "−"), h("button", { "type": "button", "id": "zoom-in", "aria-label": "Show less time, wider" }, "+"), h("output", { "id": "zoom-told", "aria-live": "off" }),
      h("label", null, "Show only ", h("input", { type: "search", id: "lanes-filter", autocomplete: "off" })),
      h("span", { class: "note" }, "Arrow keys go from bar to bar.")),
    h("div", { class: "gantt", role: "group", "aria-label": "Timeline as a chart", tabindex: 0 },
      h("div", { class: "wide" },
        h("div", { class: "row axis", "aria-hidden": "true" }, h("span", { class: "name" }), h("svg", { class: "track", height: 22 }, ticksOf(scale).map((at) => h("text", { "x": percent(scale.at(at)), "y": 15, "text-anchor": scale.at(at) > 92 ? "end" : "start" }, tickText(at, scale))))),
        groups.map((group) => drawGroup(group, scale, nowLine, isOpenAtFirst(group, groups))))),
    fold("timeline-table", "Timeline as a table", tableOf(groups)));
}

function legend(): Markup {
  const words = { "done": "done", "running": "goes on", "waiting": "waits for a person, or found gaps", "failed": "failed", "cut-off": "cut off", "open": "open" } as const;
  return h("ul", { class: "legend" }, Object.entries(words).map(([tone, word]) => h("li", { class: `t-${tone}` }, h("span", { "class": "swatch", "aria-hidden": "true" }, SIGNS[tone as keyof typeof words]), " ", word)));
}

function isOpenAtFirst({ key, lanes }: LaneGroup, groups: readonly LaneGroup[]): boolean {
  const isLong = groups.reduce((sum, group) => sum + group.lanes.length, 0) > ALL_LANES;
  return lanes.length <= OPEN_LANES && !(isLong && key.startsWith("phase-") && lanes.every(({ bars }) => bars.every(({ tone }) => tone === "done")));
}

function drawGroup({ name, key, lanes }: LaneGroup, scale: TimeScale, now: number | undefined, open: boolean): Markup {
  return h("details", { "class": "lanes", "data-key": keyOf("lanes", key), open }, h("summary", null, line(name, 80)), lanes.map((lane) => drawLane(lane, scale, now)));
}

function drawLane({ name, bars, idle }: Lane, scale: TimeScale, now: number | undefined): Markup {
  return h("div", { class: "row" },
    h("span", { class: "name", title: plainLine(name) }, line(name, 60)),
    h("svg", { "class": "track", "height": 22, "role": "list", "aria-label": plainLine(name, 100) },
      idle.map((each) => drawIdle(each, scale)),
      bars.map((each) => drawBar(each, scale)),
      now === undefined ? undefined : h("line", { class: "now", x1: percent(now), x2: percent(now), y1: 0, y2: 22 })));
}

function drawBar(bar: Bar, scale: TimeScale): Markup {
  const [x, width] = placeOf(bar, scale);
  const said = sayBar(bar);
  const label = bar.tone === "done" ? bar.label : `${SIGNS[bar.tone]} ${bar.label}`;
  // A sign stands also in a bar that is too narrow for words.
  const isNarrow = scale.at(bar.to) - scale.at(bar.from) < NARROW;
  const text = isNarrow ? (bar.tone === "done" ? "" : SIGNS[bar.tone]) : plainLine(label, 40);
  return h("g", { "class": `bar t-${bar.tone}`, "role": "listitem", "aria-label": said, "data-from": bar.from, "data-to": bar.to },
    h("rect", { x, width, y: 3, height: 16, rx: 3 }),
    text === "" ? undefined : h("svg", { x, width, y: 3, height: 16, overflow: "hidden" }, h("text", { x: 4, y: 12 }, text)));
}

function drawIdle(idle: Idle, scale: TimeScale): Markup {
  const [x, width] = placeOf(idle, scale);
  return h("g", { "class": "bar idle", "role": "listitem", "aria-label": sayIdle(idle), "data-from": idle.from, "data-to": idle.to }, h("rect", { x, width, y: 1, height: 20, fill: "url(#hatch)" }));
}

/** What a bar says to those who do not see it, and beside the pointer. */
function sayBar({ what, from, to, tone, open }: Bar): string {
  return plainLine(`${what}: ${open ? "goes on since" : tone.replace("-", " ")}, ${formatDuration(to - from)}, from ${momentText(from)}${open ? "" : ` to ${momentText(to)}`}`, 400);
}

function sayIdle({ why, from, to }: Idle): string {
  return plainLine(`idle for ${formatDuration(to - from)}, ${why}; from ${momentText(from)} to ${momentText(to)}`, 400);
}

function placeOf({ from, to }: { readonly from: number; readonly to: number }, scale: TimeScale): [string, string] {
  const x = scale.at(from);
  return [percent(x), percent(Math.max(0.02, scale.at(to) - x))];
}

function percent(value: number): string {
  return `${String(Math.round(value * 1_000) / 1_000)}%`;
}

function tickText(at: number, { from, to }: TimeScale): string {
  const text = momentText(at);
  if (to - from > 3 * 86_400_000) return text.slice(5, 16);
  if (to - from > 600_000) return text.slice(11, 16);
  // Ticks are less than a second apart then.
  return to - from < 10_000 ? `${text.slice(11)}.${String(Math.floor((at % 1_000) / 100))}` : text.slice(11);
}

function tableOf(groups: readonly LaneGroup[]): Markup {
  const rows = groups.flatMap(({ name, lanes }) => lanes.flatMap((lane) => [
    ...lane.bars.map((bar) => ({ at: bar.from, cells: [line(bar.what, 200), line(name, 80), bar.open ? "goes on" : bar.tone.replace("-", " "), momentText(bar.from), bar.open ? "–" : momentText(bar.to), formatDuration(bar.to - bar.from)] })),
    ...lane.idle.map((idle) => ({ at: idle.from, cells: [line(`idle: ${idle.why}`, 200), line(name, 80), "idle", momentText(idle.from), momentText(idle.to), formatDuration(idle.to - idle.from)] })),
  ])).sort((a, b) => a.at - b.at);
  const more = rows.length > TABLE_ROWS ? h("p", { class: "note" }, `The first ${String(TABLE_ROWS)} of ${count(rows.length, "row")}; all are in the report as JSON.`) : undefined;
  return [table("Timeline", ["What", "Part", "Standing", "From", "To", "Lasted"], rows.slice(0, TABLE_ROWS).map(({ cells }) => cells)), more];
}
