import { type Files, type PhaseFolder, readValidation, type Validation } from "@dgs/core";
import { failed, type WorkFailure } from "../work/context.js";

/** Reads the `VALIDATION.md` of a phase; `undefined` where it has none. One that cannot be read is a failure: its commands would be missing, and nobody would see it. */
export function readValidationOf(files: Files, folder: PhaseFolder): Validation | undefined | WorkFailure {
  const path = folder.documents.VALIDATION;
  const text = path === undefined ? undefined : files.read(path);
  if (path === undefined || text === undefined) return undefined;
  return typeof text === "string" ? readValidation(text, path) : failed("usage", `${path}: ${text.message}. ${text.remedy}`);
}
