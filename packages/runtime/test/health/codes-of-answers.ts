import { checkSummary, findResult, type FoundResult, parsePhaseNumber, parsePlanId, type Problem, readCheckpointReturn, readCodebaseMap, readContextDocument, readDiagnosis, readStructureReport, readSummary } from "@dgs/core";
import { SOUND } from "./sound-product.js";

/** A code that is told to an agent about what it left, never by `health`: a reader's answer to what is wrong, and to the nearest thing that is fine. */
export type AnswerPair = readonly [code: string, wrong: readonly Problem[], right: readonly Problem[]];

const PATH = "phases/01-press/01-01-SUMMARY.md";
const TEXT = SOUND[PATH] ?? "";
const plan = orThrow(parsePlanId("01-01"));
const phase = orThrow(parsePhaseNumber("01"));

function orThrow<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("this id can be read");
  return value;
}

const summary = (from: string, to: string): readonly Problem[] => checkSummary(readSummary(TEXT.replace(from, to), PATH), plan);
const problemsOf = (found: FoundResult): readonly Problem[] => (found.type === "problems" ? found.problems : []);
const found = (...files: (readonly [path: string, text: string])[]): readonly Problem[] => problemsOf(findResult(files.map(([path, text]) => ({ path, text })), "NOTES.md", (path) => path.endsWith("NOTES.md")));
const diagnosis = (text: string): readonly Problem[] => readDiagnosis(text, "diagnosis.json", ["G-1"]).problems;
const cause = (fields: string): string => `{ "gaps": [{ "id": "G-1", "root_cause": "No ink", "certainty": "proved"${fields} }] }\n`;
const structure = (checked: string): readonly Problem[] => readStructureReport(`{ "checked": [${checked}], "gaps": [] }\n`, "structure.json", [plan]).problems;
const context = (text: string): readonly Problem[] => readContextDocument([{ path: "01-CONTEXT.md", text }], phase).problems;
const map = (path: string): readonly Problem[] => readCodebaseMap([{ path, text: "# Stack\n\nTypeScript.\n" }], ["STACK.md"]).problems;
const checkpoint = (awaiting: string): readonly Problem[] => readCheckpointReturn(`## CHECKPOINT REACHED\n\n**Type:** human-verify\n**Plan:** 01-01\n\n${awaiting}`, "01-01-CHECKPOINT.md").problems;

/** Codes that tell an agent what is wrong with what it left. */
export const ANSWER_CODES: readonly AnswerPair[] = [
  ["summary-plan-missing", summary("plan: 01\n", ""), summary("plan: 01\n", "plan: 1\n")],
  ["summary-of-another-plan", summary("plan: 01\n", "plan: 02\n"), summary("phase: 01-press", "phase: 1")],
  ["summary-self-check-failed", summary("Self-Check: PASSED", "Self-Check: FAILED"), summary("Self-Check: PASSED\n", "Self-Check: PASSED\n\nOne test failed at first, and passes now.\n")],
  ["checkpoint-unread", checkpoint("Look at it.\n"), checkpoint("### Awaiting\n\nLook at it.\n")],
  ["result-missing", found(["notes.md", "Done.\n"]), found(["NOTES.md", "Done.\n"])],
  ["result-empty", found(["NOTES.md", " \n"]), found(["NOTES.md", "-\n"])],
  ["result-too-long", found(["NOTES.md", "x".repeat(400_001)]), found(["NOTES.md", "x".repeat(400_000)])],
  ["result-not-json", diagnosis(`\`\`\`json\n${cause("")}\`\`\`\n`), diagnosis(`\ufeff${cause("")}`)],
  ["result-key-repeated", diagnosis(cause(', "certainty": "likely"')), diagnosis(cause(', "missing": ["certainty"]'))],
  ["result-shape", diagnosis(cause(', "evidence": "none"')), diagnosis(cause(', "evidence": []'))],
  ["result-section-missing", context("# Context\n\n- **D-01:** Ink is black (assumed)\n"), context("# Context\n\n## Decisions\n\n- **D-01:** Ink is black (assumed)\n")],
  ["result-id-unread", structure('"first"'), structure('"01-01"')],
  ["result-id-unknown", structure('"01-01", "01-09"'), structure('"01-01"')],
  ["result-id-repeated", context("<decisions>\n- **D-01:** Black (assumed)\n- **D-01:** Blue (assumed)\n</decisions>\n"), context("<decisions>\n- **D-01:** Black (assumed)\n- **D-01a:** Not D-01 alone (assumed)\n</decisions>\n")],
  ["result-incomplete", structure(""), structure('"01-01"')],
  ["result-path-outside", diagnosis(cause(', "artifacts": [{ "path": "../press.ts" }]')), diagnosis(cause(', "artifacts": [{ "path": "src/..press.ts" }]'))],
  ["result-unasked", map("NOTES.md").filter(({ code }) => code !== "result-missing"), map("STACK.md")],
  ["decision-not-assumed", context("<decisions>\n- **D-01:** Ink is black\n</decisions>\n"), context("<decisions>\n- **D-01:** Ink is black (Assumed)\n</decisions>\n")],
];
