import { parsePhaseNumber, samePhase, type PhaseNumber } from "../ids/phase-number.js";
import { planId, type PlanId } from "../ids/plan-id.js";
import { PHASE_FILE_KINDS, type PhaseFileKind } from "./layout.js";

/** What the name of a file in a phase folder says. Only the first three take part in the state of a phase. */
export type PhaseFileName =
  /** The stem is the name without its `-PLAN.md`; empty for `PLAN.md`, which has no number. */
  | { readonly type: "plan" | "summary"; readonly id: PlanId; readonly stem: string }
  | { readonly type: "document"; readonly kind: PhaseFileKind; readonly bare: boolean }
  /** A plan or summary of another phase. */
  | { readonly type: "foreign" }
  /** Named like a plan or summary, but by no rule. */
  | { readonly type: "odd" }
  /** What the agents of a plan handed back at its checkpoints. */
  | { readonly type: "checkpoint"; readonly id: PlanId }
  /** Written beside a plan by other tools on purpose. */
  | { readonly type: "ignored" }
  | { readonly type: "other" };

const BESIDE_A_PLAN = /-PLAN-(?:OUTLINE|REVIEW)$|\.pre-bounce$/;
const NUMBERED = /^(?:[A-Za-z][A-Za-z0-9_]{0,15}-)?(\d{1,6}[A-Za-z]?(?:\.\d{1,6})*)-(\d{1,3}[A-Za-z]?)(?:-.+)?$/;
const NUMBER = /^(\d{1,3}[A-Za-z]?)(?:-.+)?$/;
const NESTED = /^(PLAN|SUMMARY)-(\d{1,3}[A-Za-z]?(?:-.+)?)\.md$/;
/** Longest first, so that `05-UAT-LOG.md` is not taken for something that ends in `-UAT`. */
const KINDS = [...PHASE_FILE_KINDS].sort((a, b) => b.length - a.length);

/** Reads the name of a file in the folder of a phase, by the strict rules of formats.md 2.4. */
export function parsePhaseFileName(name: string, phase: PhaseNumber): PhaseFileName {
  if (!name.endsWith(".md")) return /\.md$/i.test(name) && soundsLikePlan(name) ? { type: "odd" } : { type: "other" };
  const stem = name.slice(0, -3);
  if (stem === "PLAN" || stem === "SUMMARY") return { type: stem === "PLAN" ? "plan" : "summary", id: planId(phase, "1"), stem: "" };
  if (stem.endsWith("-PLAN")) return parsePart("plan", stem.slice(0, -5), phase);
  if (stem.endsWith("-SUMMARY")) return parsePart("summary", stem.slice(0, -8), phase);
  if (stem.endsWith("-CHECKPOINT")) return parseCheckpoint(stem.slice(0, -"-CHECKPOINT".length), phase);
  if (BESIDE_A_PLAN.test(stem)) return { type: "ignored" };
  return parseDocument(stem, phase) ?? { type: soundsLikePlan(stem) ? "odd" : "other" };
}

/** Reads the name of a file in the folder `plans/` inside a phase folder: `PLAN-01-x.md`, `SUMMARY-01-x.md`. */
export function parseNestedFileName(name: string, phase: PhaseNumber): PhaseFileName {
  const match = NESTED.exec(name);
  if (match?.[2] === undefined) return parsePhaseFileName(name, phase);
  const number = NUMBER.exec(match[2])?.[1] ?? match[2];
  return { type: match[1] === "PLAN" ? "plan" : "summary", id: planId(phase, number), stem: `nested/${match[2]}` };
}

function parsePart(type: "plan" | "summary", stem: string, phase: PhaseNumber): PhaseFileName {
  const number = stem.startsWith(phase) && stem.charAt(phase.length) === "-" ? NUMBER.exec(stem.slice(phase.length + 1))?.[1] : undefined;
  if (number !== undefined) return { type, id: planId(phase, number), stem };
  const match = NUMBERED.exec(stem);
  const spelled = match?.[1] === undefined ? undefined : parsePhaseNumber(match[1]);
  if (match?.[2] === undefined || spelled === undefined) return { type: "odd" };
  return samePhase(spelled, phase) ? { type, id: planId(phase, match[2]), stem } : { type: "foreign" };
}

/** A file of that name that belongs to no plan of the phase is nobody's: it says nothing about the phase. */
function parseCheckpoint(stem: string, phase: PhaseNumber): PhaseFileName {
  const part = parsePart("plan", stem, phase);
  return part.type === "plan" ? { type: "checkpoint", id: part.id } : { type: "other" };
}

function parseDocument(stem: string, phase: PhaseNumber): PhaseFileName | undefined {
  for (const kind of KINDS) {
    if (stem === kind) return { type: "document", kind, bare: true };
    if (!stem.endsWith(`-${kind}`)) continue;
    const prefix = stem.slice(0, -kind.length - 1);
    if (prefix === phase) return { type: "document", kind, bare: false };
    const spelled = parsePhaseNumber(prefix) ?? parsePhaseNumber(prefix, "custom");
    // `05-02-VERIFICATION.md` is a plan's, not the phase's.
    return spelled !== undefined && samePhase(spelled, phase) ? { type: "document", kind, bare: false } : { type: "other" };
  }
  return undefined;
}

function soundsLikePlan(name: string): boolean {
  return /plan|summary/i.test(name);
}
