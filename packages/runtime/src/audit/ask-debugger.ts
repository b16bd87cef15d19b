import { type CommandFailure, type Diagnosis, diagnoseGapsPrompt, failureInputs, findResult, type GapToDiagnose, readDiagnosis } from "@dgs/core";
import { askReader } from "../steps/ask-reader.js";
import type { StepContext } from "../steps/context.js";
import type { PhaseInFolder } from "../steps/find-phase.js";
import type { WorkFailure } from "../work/context.js";
import { judge } from "../work/findings.js";
import { planInputs } from "./plan-inputs.js";

/** Gaps whose causes are looked for by one debugger. */
export interface GapsToDiagnose {
  readonly found: PhaseInFolder;
  readonly gaps: readonly GapToDiagnose[];
  readonly failures: readonly CommandFailure[];
  /** Unique within the job. */
  readonly purpose: string;
}

/** Has a debugger look for the causes of gaps; it plans nothing. (Seed 000, "How It Works", stage 5) */
export function askDebugger(context: StepContext, { found, gaps, failures, purpose }: GapsToDiagnose): Promise<Diagnosis | WorkFailure> {
  return askReader<Diagnosis>(context, {
    role: "debugger",
    purpose,
    prompt: (findings) => diagnoseGapsPrompt(found.label, gaps, [...failureInputs(failures), ...planInputs(context.ports.files, found)], findings),
    accept: (files) => {
      const result = findResult(files, "diagnosis.json");
      if (result.type === "problems") return judge<Diagnosis>(result.problems, { causes: [], problems: [] });
      const diagnosis = readDiagnosis(result.file.text, result.file.path, gaps.map(({ id }) => id));
      return judge(diagnosis.problems, diagnosis);
    },
  });
}
