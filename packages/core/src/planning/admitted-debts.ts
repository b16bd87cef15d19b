import { outlineOf } from "../markdown/outline-of.js";
import { findHeading, sectionBody } from "../markdown/section.js";
import { cellText } from "../markdown/table.js";
import { readDeepFrontMatter } from "./deep-front-matter.js";
import { isMap, listItems, scalarText } from "./yaml-value.js";

/** Returns the stubs that a summary admits below `Known Stubs`: its items, its rows, or its first paragraph. (formats.md 9) */
export function knownStubs(source: string): readonly string[] {
  return itemsBelow(source, /^known stubs\b/i);
}

/** Returns what a verification leaves to a later phase: `deferred:` of the front matter, else what stands below `Deferred`. (formats.md 13) */
export function deferredItems(source: string, path: string): readonly string[] {
  const listed = listItems(readDeepFrontMatter(source, path).values["deferred"]).flatMap((item) => (isMap(item) ? (scalarText(item["truth"]) ?? scalarText(item["item"])) : scalarText(item)) ?? []);
  return listed.length > 0 ? listed : itemsBelow(source, /^deferred\b/i);
}

function itemsBelow(source: string, title: RegExp): readonly string[] {
  const outline = outlineOf(source);
  const heading = findHeading(outline, source, (text) => title.test(text.replace(/[*_`]/g, "").trim()));
  if (heading === undefined) return [];
  const body = sectionBody(source, outline, heading);
  const inside = (at: number): boolean => at >= body.start && at < body.end;
  const items = outline.items.filter(({ depth, bullet }) => depth === 0 && inside(bullet.start)).map(({ content }) => source.slice(content.start, content.end));
  const rows = outline.tables.filter(({ range }) => inside(range.start)).flatMap(({ rows: all }) => all.map(({ cells }) => cells.map((cell) => cellText(source, cell)).filter((text) => text !== "").join(", ")));
  const paragraph = source.slice(body.start, body.end).trim().split(/(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)/)[0] ?? "";
  const found = items.length + rows.length > 0 ? [...items, ...rows] : [paragraph];
  return found.map((text) => text.replace(/\s+/g, " ").trim()).filter((text) => text !== "" && !isNone(text));
}

/** `None`, `None.`, `No known stubs - everything is wired`, `N/A`. */
function isNone(text: string): boolean {
  return /^\W*(?:none|n\/a|nothing|no (?:known )?(?:stubs?|deferred|items?))\b/i.test(text);
}
