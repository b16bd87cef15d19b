import { phaseKey, type PhaseNaming } from "../ids/phase-number.js";
import type { ListItem } from "../markdown/outline.js";
import { parsePhaseEntry, type PhaseTitle } from "./phase-title.js";
import { quote, type Finding } from "./problems.js";
import type { ChecklistEntry } from "./roadmap-types.js";

/** A line of the checklist with the title it carries. */
export interface TitledEntry {
  readonly title: PhaseTitle;
  readonly entry: ChecklistEntry;
  readonly offset: number;
}

/** Reads the phases of the checklist from the list items that stand in no phase's section. */
export function readEntries(source: string, items: readonly ListItem[], naming: PhaseNaming, findings: Finding[]): TitledEntry[] {
  return items.flatMap((item) => {
    if (item.checkbox === undefined) return [];
    const text = source.slice(item.content.start, Math.min(item.content.end, item.content.start + 2000));
    const title = parsePhaseEntry(text, naming);
    if (title === undefined) return [];
    if (title === "unread") {
      findings.push({ code: "phase-entry-unread", offset: item.content.start, message: `${quote(text)} looks like a phase but has no colon or dash after its number; it is not read.`, remedy: "Write it like **Phase 5: Name** - one line." });
      return [];
    }
    return [{ title, entry: { item, ticked: isTicked(item, text, findings), completed: /\(completed\s+(\d{4}-\d\d-\d\d)[^)]*\)/i.exec(text)?.[1] }, offset: item.bullet.start }];
  });
}

function isTicked(item: ListItem, text: string, findings: Finding[]): boolean {
  const mark = item.checkbox?.mark ?? " ";
  if (mark === "x" || mark === "X") return true;
  if (mark.trim() !== "") {
    findings.push({ code: "checkbox-mark-unknown", offset: item.bullet.start, message: `The box of ${quote(text)} holds ${quote(mark)}; it counts as not ticked.`, remedy: "Write [x] or [ ]." });
  }
  return false;
}

/** Reports lines in a phase's section that are spelled like lines of the checklist; they tick nothing. */
export function reportStrayEntries(source: string, items: readonly ListItem[], naming: PhaseNaming, findings: Finding[]): void {
  for (const item of items) {
    if (item.checkbox === undefined) continue;
    const title = parsePhaseEntry(source.slice(item.content.start, Math.min(item.content.end, item.content.start + 2000)), naming);
    if (title === undefined || title === "unread") continue;
    findings.push({ code: "phase-entry-in-section", offset: item.bullet.start, message: `This box for phase ${phaseKey(title.number)} stands in the section of a phase; it ticks nothing.`, remedy: "Move it to the checklist of phases, above the sections." });
  }
}
