import { readVerification } from "../planning/verification.js";
import type { Evidence } from "./evidence.js";
import { count, reason } from "./reason.js";
import { evidenceAt, evidenceOfKey, type SourceText } from "./seen.js";
import type { Reason } from "./types.js";

/** What the verification of a phase says, at its status; behind it each gap and what is left to a person. */
export function verificationReason(text: SourceText): Reason {
  const { status, statusText, gaps, human, verified } = readVerification(text.source, text.path);
  const at = evidenceOfKey(text, "status");
  const on = verified === undefined ? "" : ` on ${verified}`;
  switch (status) {
    case "passed":
      return reason("verification", `its verification passed${on}`, at);
    case "gaps_found":
      return reason("verification", `its verification found ${gaps.length === 0 ? "gaps and does not say which" : count(gaps.length, "gap")}${on}`, at, gaps.map((gap) => reason("gap", `${gap.truth} — is not so${gap.reason === undefined ? "" : `: ${gap.reason}`}`, placeOfText(text, gap.truth, at))));
    case "human_needed":
      return reason("verification", `its verification leaves something to a person${on}`, at, human.map((check) => reason("human-needed", `for a person: ${check.test}`, placeOfText(text, check.test, at))));
    case "unknown":
      return reason("verification", statusText === undefined ? "its verification has no status in its front matter, and does not count" : `its verification has the status ${JSON.stringify(statusText)}, which counts as nothing`, at);
  }
}

/** Where a text stands as it is written: YAML and tables are read without places. */
function placeOfText(text: SourceText, words: string, otherwise: Evidence): Evidence {
  const line = words.split(/[\r\n]/)[0] ?? "";
  const offset = line === "" ? -1 : text.source.indexOf(line);
  return offset < 0 ? otherwise : evidenceAt(text, offset);
}
