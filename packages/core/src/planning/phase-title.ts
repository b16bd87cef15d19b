import { isBacklog, isNumericPhase, parsePhaseNumber, type PhaseNaming, type PhaseNumber } from "../ids/phase-number.js";
import { trimMarks } from "./trim-marks.js";

/** What the title of a phase says, in a heading or in the checklist. */
export interface PhaseTitle {
  readonly number: PhaseNumber;
  /** The number as it is spelled there. */
  readonly spelled: string;
  /** The name without markup, tags and marks; empty where there is none. */
  readonly name: string;
  /** Tagged `(INSERTED)`: added between two phases later. */
  readonly inserted: boolean;
  /** Tagged `(BACKLOG)`, or numbered 999 and up. */
  readonly backlog: boolean;
  /** Struck through: given up, and never counted. */
  readonly retired: boolean;
}

const ID = "[A-Za-z0-9_]+(?:[.-][A-Za-z0-9_]+)*";
const HEADING = new RegExp(`^Phase\\s+(${ID})\\s*((?:\\([^)]*\\)\\s*)*)(?:\\*\\*\\s*)?[:：](.*)$`, "i");
const ENTRY = new RegExp(`^Phase\\s+(${ID})\\s*((?:\\([^)]*\\)\\s*)*)(\\*\\*|__|~~)*\\s*(?:[:：]|[-–—](?=\\s)|$)(.*)$`, "i");
const RESEMBLANCE = /^Phase\s+(?:[A-Z][A-Z0-9_]*-)?\d/i;
const DECORATION = /^(?:[\p{Extended_Pictographic}\p{Emoji_Modifier}✓✗✘☐☒•\s]|\u200D|\uFE0F|\[[ xX]\]|\*\*|__|~~|\[)+/u;
const TAGS = /\((?:INSERTED|BACKLOG)\)/gi;

/** The spelling of nearly all phases, which needs no closer look. */
const PLAIN_HEADING = /^Phase (\d{1,6}(?:\.\d{1,6})*): ([\w &,.'-]*)$/;
const PLAIN_ENTRY = /^\*\*Phase (\d{1,6}(?:\.\d{1,6})*): ([\w &,.'-]*)\*\*(?: [-–—] [^(]*)?$/;

/**
 * Reads the text of a heading as a phase's title: `Phase 5: Security`, `Phase 26 (Cluster B): Title`.
 *
 * Returns `"unread"` for what looks like one but lacks the colon: other tools do not see such a phase either.
 */
export function parsePhaseHeading(text: string, naming: PhaseNaming = "sequential"): PhaseTitle | "unread" | undefined {
  const simple = plainTitle(PLAIN_HEADING.exec(text));
  if (simple !== undefined || !/phase/i.test(text)) return simple;
  const plain = undecorated(text);
  const match = HEADING.exec(plain);
  if (match?.[1] === undefined) return RESEMBLANCE.test(plain) ? "unread" : undefined;
  return titleOf(match[1], match[2] ?? "", match[3] ?? "", isStruck(text), naming) ?? (RESEMBLANCE.test(plain) ? "unread" : undefined);
}

/**
 * Reads what stands behind a checkbox as a phase's title: `**Phase 5: Security** - one line`.
 *
 * Only a phase at the start counts: `**Phase 2: B** (after Phase 1: A)` speaks of phase 2.
 */
export function parsePhaseEntry(text: string, naming: PhaseNaming = "sequential"): PhaseTitle | "unread" | undefined {
  const simple = plainTitle(PLAIN_ENTRY.exec(text));
  if (simple !== undefined || !/phase/i.test(text)) return simple;
  const plain = undecorated(text);
  const match = ENTRY.exec(plain);
  if (match?.[1] === undefined) return RESEMBLANCE.test(plain) ? "unread" : undefined;
  const rest = match[4] ?? "";
  // A bold that was opened before the number and still is open ends with the name.
  const open = match[3] === undefined && /\*\*|__|~~/.test(text.slice(0, text.length - plain.length));
  const name = (open ? rest.split(/\*\*|__|~~/)[0] : rest.split(/\s[-–—]\s/)[0]) ?? "";
  return titleOf(match[1], `${match[2] ?? ""}${/\((?:INSERTED|BACKLOG)\)/i.exec(rest)?.[0] ?? ""}`, name, isStruck(text), naming) ?? (RESEMBLANCE.test(plain) ? "unread" : undefined);
}

function plainTitle(match: RegExpExecArray | null): PhaseTitle | undefined {
  if (match?.[1] === undefined) return undefined;
  const number = parsePhaseNumber(match[1]);
  return number === undefined ? undefined : { number, spelled: match[1], name: (match[2] ?? "").trim(), inserted: false, backlog: isBacklog(number), retired: false };
}

function titleOf(spelled: string, tags: string, rest: string, retired: boolean, naming: PhaseNaming): PhaseTitle | undefined {
  const number = parsePhaseNumber(spelled, naming);
  // A word in small letters is no id: `Phase Details: …` is a heading about phases.
  if (number === undefined || (!isNumericPhase(number) && naming !== "custom" && spelled !== spelled.toUpperCase())) return undefined;
  const marked = `${tags} ${rest}`;
  return {
    number,
    spelled,
    name: plainName(rest),
    inserted: /\(INSERTED\)/i.test(marked),
    backlog: isBacklog(number) || /\(BACKLOG\)/i.test(marked),
    retired,
  };
}

function undecorated(text: string): string {
  return text.startsWith("Phase") ? text : text.replace(DECORATION, "");
}

function plainName(text: string): string {
  if (/^[\w &,.'-]*$/.test(text)) return text.trim();
  const name = text.replace(TAGS, "").replace(/\((?:completed|done|shipped)\s[^)]*\)|\(\d+\/\d+ plans?[^)]*\)/gi, "").replace(/\*\*|__|~~|\]\([^)]*\)/g, "");
  return trimMarks(name);
}

function isStruck(text: string): boolean {
  return /^[\s*_[\]xX]*~~/.test(text);
}
