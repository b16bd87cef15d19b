import { isFixture, isForeign, isTestFile } from "../code/file-kinds.js";
import { languageOf } from "../code/language.js";

/** Tells whether the users of a source can be told: its language names files in its imports, and it is no test. */
export function canBeUsed(path: string): boolean {
  const language = languageOf(path);
  return (language === "javascript" || language === "python") && !isTestFile(path) && !isFixture(path) && !isForeign(path);
}
