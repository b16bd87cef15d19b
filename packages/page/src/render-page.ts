import { createHash } from "node:crypto";
import type { MilestoneReport } from "@dgs/runtime";
import script from "./client/page.js?raw";
import style from "./client/page.css?raw";
import { h, type Markup, renderToString } from "./markup/preact.js";
import { plainLine } from "./markup/shown-text.js";
import { attentionSection, undoSection } from "./sections/attention.js";
import { auditsSection } from "./sections/audits.js";
import { costSection } from "./sections/cost.js";
import { eventsSection } from "./sections/events.js";
import { findingsSection, foot } from "./sections/findings.js";
import { graphSection } from "./sections/graph.js";
import { head, titleOf } from "./sections/head.js";
import { phasesSection } from "./sections/phases.js";
import { timelineSection } from "./sections/timeline.js";

/** Renders a report as one HTML document that loads nothing and is whole without its script. Pure: the same report gives the same text. */
export function renderPage(report: MilestoneReport): string {
  return documentOf(plainLine(titleOf(report), 120), pageOf(report), "'none'");
}

/** The page that `dgs ui` gives before anybody has shown a token: there is nothing of a report in it; its script fetches that. */
export function renderShell(): string {
  const waiting = h("div", { class: "page" }, h("main", { id: "main" }, h("h1", null, "DGS"), h("p", null, "Loading the report …"), h("noscript", null, h("p", null, "The live page needs JavaScript. `dgs report` makes one that does not."))));
  return documentOf("DGS", [h("p", { id: "live", role: "status" }), waiting], "'self'");
}

function documentOf(title: string, body: Markup, connect: string): string {
  const policy = [`default-src 'none'`, `style-src ${hashOf(style)}`, `script-src ${hashOf(script)}`, `connect-src ${connect}`, `base-uri 'none'`, `form-action 'none'`].join("; ");
  const page = h("html", { lang: "en" },
    h("head", null,
      h("meta", { charset: "utf-8" }),
      h("meta", { "http-equiv": "Content-Security-Policy", "content": policy }),
      h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
      h("meta", { name: "referrer", content: "no-referrer" }),
      h("title", null, title),
      h("style", { dangerouslySetInnerHTML: { __html: style } })),
    h("body", null, body, h("script", { dangerouslySetInnerHTML: { __html: script } })));
  return `<!doctype html>\n${renderToString(page)}\n`;
}

function pageOf(report: MilestoneReport): Markup {
  const findings = findingsSection(report);
  const contents = [["attention", "Needs a person"], ["timeline", "Timeline"], ["graph", "Plans"], ["phases", "Phases"], ["audits", "Audits"], ["cost", "Cost"], ["events", "What happened"], ["undo", "Undo"]] as const;
  return h("div", { class: "page" },
    h("a", { class: "skip", href: "#main" }, "To the report"),
    h("header", { class: "bar-top" },
      h("nav", { "aria-label": "Contents" }, h("ul", null, contents.map(([id, name]) => h("li", null, h("a", { href: `#${id}` }, name))))),
      h("span", { class: "only-script", hidden: true }, h("button", { type: "button", id: "theme" }, "Dark theme"))),
    h("main", { id: "main", tabindex: -1 }, head(report), attentionSection(report), timelineSection(report), graphSection(report), phasesSection(report), auditsSection(report), costSection(report), eventsSection(report), undoSection(report), findings),
    foot(report),
    shapes());
}

/** What charts refer to: the hatching, and the tips of arrows. */
function shapes(): Markup {
  const tip = (id: string, name: string): Markup => h("marker", { id, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 8, markerHeight: 8, markerUnits: "userSpaceOnUse", orient: "auto" }, h("path", { class: name, d: "M0 0L8 4L0 8z" }));
  return h("svg", { "width": 0, "height": 0, "aria-hidden": "true", "focusable": "false" }, h("defs", null,
    h("pattern", { id: "hatch", width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, h("path", { d: "M0 0V7" })),
    tip("tip", "tip-soft"), tip("tip-strong", "tip-strong")));
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
