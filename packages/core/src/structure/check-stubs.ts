import { isDocument, isFixture, isForeign, isTestFile } from "../code/file-kinds.js";
import { quoted } from "./checked-plan.js";
import { findStubs } from "./find-stubs.js";
import type { PhaseFile } from "./phase-files.js";
import type { Stub } from "./stub.js";
import { lineAt, type Survey } from "./survey.js";

/** Looks for stubs in the files that a phase made or changed; tests, fixtures, documents and what programs make are passed over. */
export function checkStubs(survey: Survey, files: readonly PhaseFile[]): void {
  for (const file of files) {
    if (isTestFile(file.path) || isFixture(file.path) || isDocument(file.path) || isForeign(file.path)) continue;
    const code = survey.codeOf(file.path);
    if (code === undefined) continue;
    const stubs = findStubs(code, code.language, file.path);
    for (const stub of stubs) tell(survey, file, code.code, stub);
    if (stubs.length === 0) survey.held.push({ kind: "stub", plan: file.plan, path: file.path, text: `${quoted(file.path)} holds no stub.` });
  }
}

function tell(survey: Survey, file: PhaseFile, text: string, stub: Stub): void {
  const place = { kind: stub.kind === "todo" ? ("todo" as const) : ("stub" as const), plan: file.plan, path: file.path, line: lineAt(text, stub.offset + 1) };
  if (stub.kind === "unsure") survey.questions.push({ ...place, text: `In ${quoted(file.path)} ${stub.what}: look whether that is meant.` });
  else if (stub.kind === "todo") survey.findings.push({ ...place, severity: "minor", text: `In ${quoted(file.path)} ${stub.what}.`, fix: "Do what the comment says, or take it out." });
  else survey.findings.push({ ...place, severity: stub.kind === "body" && file.mustHave ? "blocker" : "major", text: `In ${quoted(file.path)} ${stub.what}.`, fix: "Write what it has to do." });
}
