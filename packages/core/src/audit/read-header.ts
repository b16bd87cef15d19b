import { headerReader } from "../checklist/header-reader.js";
import type { Report } from "../checklist/report.js";
import type { PlanId } from "../ids/plan-id.js";
import { parsePlanList } from "../ids/plan-list.js";
import { parseSha } from "../ids/sha.js";
import type { Field } from "../markdown/field.js";
import type { Audit, AuditStatus } from "./types.js";
import type { AuditVerdict } from "./verdict.js";

type Header = Omit<Audit, "path" | "steps" | "problems">;

const STATUSES: readonly AuditStatus[] = ["pending", "in-progress", "failed", "completed", "superseded"];
const VERDICTS: readonly (AuditVerdict | "none")[] = ["passed", "gaps_found", "human_needed", "diagnosed", "none"];

/** Reads the header fields of an audit. A field that is not there has its default; one that says something else is an error. */
export function readAuditHeader(source: string, fields: readonly Field[], report: Report): Header {
  const { find, bad, word, phase, agents, times } = headerReader(source, fields, report);
  const verdict = word("Verdict", VERDICTS, "none");
  const commits = (name: string): Readonly<Record<string, string>> => {
    const read = parseCommits(find(name).text);
    if (read === undefined) bad(name, 'Write JSON with the whole name of a commit for each repo, such as `{"app":"…"}`, or restore the line from git.');
    return read ?? {};
  };
  return {
    phase: phase(),
    status: word("Status", STATUSES, "pending"),
    ...(verdict === "none" ? {} : { verdict }),
    rerunFailed: word("Rerun-Failed", ["yes", "no"], "no") === "yes",
    agents: agents(),
    heads: commits("Heads"),
    base: commits("Base"),
    waiting: readWaiting(find("Waiting").text, () => { bad("Waiting", "Write ids of plans with commas between them, or remove the line."); }),
    ...times(),
  };
}

function readWaiting(text: string, bad: () => void): readonly PlanId[] {
  const plans = parsePlanList(text);
  if (plans === undefined) bad();
  return plans ?? [];
}

function parseCommits(text: string): Readonly<Record<string, string>> | undefined {
  if (text === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value) && Object.values(value).every((sha) => typeof sha === "string" && parseSha(sha) !== undefined)) return value as Record<string, string>;
  } catch {
    // As anything else that is no such object.
  }
  return undefined;
}
