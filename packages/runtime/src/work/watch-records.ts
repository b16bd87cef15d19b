import { joinPath, type PlanningPath, readConfig } from "@dgs/core";
import { failed, type WorkContext, type WorkFailure } from "./context.js";

/** What says what a phase has to do, how it is measured, and how it came out. */
const RECORDS = /-(?:PLAN|SUMMARY|VALIDATION|VERIFICATION|UAT|UAT-LOG|AUDIT(?:-\d+)?)\.md$/;

/**
 * Remembers how the records of a phase stand while an agent runs, and the settings by which it is tested; the answer says whether somebody else than DGS changed them.
 *
 * Agents leave results in their outbox and never write planning files. A person may, and nobody can tell which of the two it was: the work ends there, nothing is put back,
 * and what stands there when a person has looked at it counts in the next run. (design 3.4)
 */
export function watchRecords(context: Pick<WorkContext, "found" | "ports">, purpose: string): () => WorkFailure | undefined {
  const { found, ports: { files } } = context;
  if (found === undefined) return () => undefined;
  const folder = found.folder.path;
  const before = recordsOf(context, folder);
  return () => {
    const now = recordsOf(context, folder);
    const changed = [...new Set([...before.keys(), ...now.keys()])].filter((path) => {
      const [text, own] = [now.get(path), files.written?.(path)];
      return text !== before.get(path) && (own === undefined || own.text !== text);
    });
    if (changed.length === 0) return undefined;
    return failed("human-needed", `while ${purpose} ran, somebody else than DGS changed ${changed.slice(0, 5).join(", ")}${changed.length > 5 ? ` and ${String(changed.length - 5)} more` : ""}. Agents must not write planning files. Nothing was put back, and nothing of this run counts. Look whether it was the agent or you, put right what has to be, then run again`);
  };
}

function recordsOf({ ports: { files } }: Pick<WorkContext, "ports">, folder: PlanningPath): ReadonlyMap<PlanningPath, string> {
  const names = files.list(folder);
  const records = new Map<PlanningPath, string>();
  for (const name of Array.isArray(names) ? (names as readonly string[]).filter((each) => RECORDS.test(each)) : []) {
    const path = joinPath(folder, name);
    const text = files.read(path);
    records.set(path, typeof text === "string" ? text : "unread");
  }
  records.set(CONFIG, settingsOf(files.read(CONFIG)));
  return records;
}

const CONFIG = joinPath("config.json");

/** Of the configuration only what tests and verifies: all else a person may set while a job runs. */
function settingsOf(text: unknown): string {
  if (typeof text !== "string") return "none";
  const { config } = readConfig(text, "config.json");
  return JSON.stringify(Object.entries(config).filter(([key]) => /^(?:tests\.|workflow\.(?:verifier|test_command|plan_check)$)/.test(key)));
}
