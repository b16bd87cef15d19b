import type { OutboxFile } from "../ports/agents.js";
import type { Problem } from "../problem.js";
import { pathProblem } from "../planning/problems.js";

/** Characters of a document that an agent leaves. */
const MOST_TEXT = 400_000;

/** A file of an outbox that was asked for; or what is wrong already before it is read. */
export type FoundResult = { readonly type: "found"; readonly file: OutboxFile } | { readonly type: "problems"; readonly problems: readonly Problem[] };

/** Finds the file that an agent was to leave: exactly one, of a length that somebody reads, and with something in it. */
export function findResult(files: readonly OutboxFile[], name: string, fits: (path: string) => boolean = (path) => path === name): FoundResult {
  const found = files.filter(({ path }) => fits(path));
  const [file] = found;
  const no = (problem: Problem): FoundResult => ({ type: "problems", problems: [problem] });
  if (file === undefined) return no(pathProblem(name, "result-missing", `The outbox has no ${name}.`, "Write it into the outbox."));
  if (found.length > 1) return no(pathProblem(file.path, "result-id-repeated", `The outbox has it more than once: ${found.map(({ path }) => path).join(", ")}.`, `Leave one, as ${name}.`));
  if (file.text.trim() === "") return no(pathProblem(file.path, "result-empty", "It is empty.", "Write into it what was asked for."));
  if (file.text.length > MOST_TEXT) return no(pathProblem(file.path, "result-too-long", `It has ${String(file.text.length)} characters.`, `Write at most ${String(MOST_TEXT)}: what decides, not all that is known.`));
  return { type: "found", file };
}
