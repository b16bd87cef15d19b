import { readVerification } from "@dgs/core";
import type { StepContext } from "./context.js";
import type { PhaseInFolder } from "./find-phase.js";

/** What the verification of a phase found missing, as it stands in the file now. (design 3.8) */
export function verificationGaps(context: StepContext, found: PhaseInFolder): readonly string[] {
  const path = found.folder.documents.VERIFICATION;
  const text = path === undefined ? undefined : context.ports.files.read(path);
  if (path === undefined || typeof text !== "string") return [];
  const verification = readVerification(text, path);
  if (verification.status !== "gaps_found") return [];
  const gaps = verification.gaps.map((gap) => (gap.reason === undefined ? gap.truth : `${gap.truth}: ${gap.reason}`));
  return gaps.length > 0 ? gaps : ["the verification says gaps_found and names none"];
}
