import type { MilestoneReport, ReportedEvent } from "@dgs/runtime";
import { count, momentText } from "../markup/facts.js";
import { keyOf, section, table } from "../markup/parts.js";
import { h, type Markup } from "../markup/preact.js";
import { line, wholeLine } from "../markup/shown-text.js";

/** Events of one fold: what is folded is not laid out, so that thousands cost little. */
const BLOCK = 500;

/** What happened besides, in order. */
export function eventsSection({ events }: MilestoneReport): Markup {
  if (events.length === 0) return section("events", "What happened", h("p", { class: "calm" }, "Nothing is recorded."));
  const blocks = Array.from({ length: Math.ceil(events.length / BLOCK) }, (_, at) => events.slice(at * BLOCK, (at + 1) * BLOCK));
  return section("events", "What happened",
    h("p", { class: "note", id: "events-count" }, `${count(events.length, "event")}, in order.`),
    h("p", { class: "only-script", hidden: true }, h("label", null, "Show only events with ", h("input", { type: "search", id: "events-filter", autocomplete: "off" })), " ", h("output", { for: "events-filter" })),
    blocks.map((block, at) => h("details", { "class": "block", "data-key": keyOf("events", String(at)) }, h("summary", null, summaryOf(block, at * BLOCK)), drawBlock(block, at * BLOCK))));
}

function summaryOf(block: readonly ReportedEvent[], from: number): string {
  return `Events ${String(from + 1)} to ${String(from + block.length)}, from ${timeOf(block[0]?.at)}`;
}

function drawBlock(block: readonly ReportedEvent[], from: number): Markup {
  return table(`Events from ${String(from + 1)}`, ["When", "What", "Phase", "Plan", "Text"], block.map((event) => [timeOf(event.at), event.type, event.phase === undefined ? "–" : line(event.phase, 40), event.plan === undefined ? "–" : line(event.plan, 40), wholeLine(event.text)]));
}

function timeOf(iso: string | undefined): string {
  const at = Date.parse(iso ?? "");
  return Number.isNaN(at) ? "–" : momentText(at);
}
