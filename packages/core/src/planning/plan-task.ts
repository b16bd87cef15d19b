import type { TagSpan } from "../markdown/tags.js";
import { type Position, positionAt } from "../text/lines.js";
import type { Checkpoint, CheckpointOption, PlanTask } from "./plan-types.js";
import { type Finding, quote } from "./problems.js";
import { type ChildTag, childTags, childText, listedTexts, outdent } from "./tag-children.js";
import { readTestCommands } from "./test-commands.js";

const CHILDREN = [
  ...["name", "files", "read_first", "behavior", "action", "implementation", "verify", "acceptance_criteria", "done", "what-built", "how-to-verify"],
  ...["resume-signal", "decision", "context", "options", "instructions", "verification"],
] as const;

/** Reads one `<task>`, or the `<feature>` of a plan that is written test first. */
export function readTask(source: string, span: TagSpan, number: number, findings: Finding[], type = span.attributes["type"] ?? "auto"): PlanTask {
  const children = childTags(source, span.inner, CHILDREN);
  const read = (...names: readonly string[]): string | undefined => childText(source, children, ...names);
  const missing: Finding[] = [];
  const task: PlanTask = {
    number,
    type,
    tdd: span.attributes["tdd"] === "true" || type === "tdd",
    name: read("name") ?? span.attributes["name"],
    files: listedTexts(read("files") ?? ""),
    action: read("action") ?? read("implementation") ?? read("instructions") ?? read("behavior"),
    ...readVerify(source, children, missing),
    done: read("done"),
    checkpoint: type.startsWith("checkpoint") ? readCheckpoint(source, type, span, children) : undefined,
    at: positionAt(source, span.range.start),
  };
  // A test that is still to be written says how the task is checked.
  findings.push(...missing, ...taskFindings(task, span.range.start).filter(({ code }) => code !== "plan-task-verify-missing" || missing.length === 0));
  for (const tag of [span, ...children].filter(({ closed }) => !closed)) {
    findings.push({ code: "plan-tag-unclosed", offset: tag.range.start, message: `The tag ${quote(source.slice(tag.open.start, tag.open.end))} is not closed.`, remedy: "Close it." });
  }
  return task;
}

/** Reads a task of an older plan, which is a section of its own: `## Task 1: Build it`. */
export function sectionTask(number: number, name: string, fields: ReadonlyMap<string, string>, text: string, at: Position): PlanTask {
  const verify = fields.get("verify") ?? fields.get("verification");
  return { number, type: "auto", tdd: false, name, files: listedTexts(fields.get("files") ?? fields.get("file") ?? ""), action: text === "" ? undefined : text, automated: [], verify, done: fields.get("done"), checkpoint: undefined, at };
}

/** Returns what a task lacks. */
export function taskFindings(task: PlanTask, offset: number): Finding[] {
  const title = `Task ${String(task.number)}`;
  if (task.checkpoint !== undefined) {
    const bare = task.checkpoint.kind === "decision" && task.checkpoint.options.length === 0;
    return bare ? [{ code: "plan-checkpoint-options-missing", offset, message: `${title} asks for a decision and offers no options.`, remedy: "Write the options, each in a tag <option>." }] : [];
  }
  return [
    ...(task.name === undefined ? [{ code: "plan-task-name-missing" as const, offset, message: `${title} has no name.`, remedy: "Add a tag <name>." }] : []),
    ...(task.action === undefined ? [{ code: "plan-task-action-missing" as const, offset, message: `${title} does not say what to do.`, remedy: "Add a tag <action>." }] : []),
    ...(task.verify === undefined && task.automated.length === 0 ? [{ code: "plan-task-verify-missing" as const, offset, message: `${title} does not say how it is checked.`, remedy: "Add a tag <verify>, best with a command in <automated>." }] : []),
  ];
}

function readVerify(source: string, children: readonly ChildTag[], findings: Finding[]): Pick<PlanTask, "automated" | "verify"> {
  const verify = children.filter(({ name }) => name === "verify");
  const automated: string[] = [];
  let rest = "";
  for (const { inner } of verify) {
    let at = inner.start;
    for (const tag of childTags(source, inner, ["automated"])) {
      rest += source.slice(at, tag.range.start);
      at = tag.range.end;
      const { commands, missing } = readTestCommands(source.slice(tag.inner.start, tag.inner.end));
      automated.push(...commands);
      if (missing) findings.push({ code: "plan-task-test-missing", offset: tag.range.start, message: `The test ${quote(source.slice(tag.inner.start, tag.inner.end))} is still to be written.`, remedy: "Write the command once the test is there." });
    }
    rest += source.slice(at, inner.end);
  }
  const text = outdent(rest.replace(/<\/?(?:human-check|test|expected|why_human)>/g, ""));
  return { automated, verify: text === "" ? undefined : text };
}

function readCheckpoint(source: string, type: string, span: TagSpan, children: readonly ChildTag[]): Checkpoint {
  const kindText = type.slice("checkpoint".length).replace(/^:/, "");
  const kind = kindText === "human-verify" || kindText === "decision" || kindText === "human-action" ? kindText : "unknown";
  const read = (...names: readonly string[]): string | undefined => childText(source, children, ...names);
  const options = children.find(({ name }) => name === "options");
  return {
    kind,
    kindText,
    blockingHuman: span.attributes["gate"] === "blocking-human",
    subject: read("what-built") ?? read("decision") ?? read("action", "instructions"),
    instructions: read("how-to-verify") ?? read("verification"),
    context: read("context"),
    options: options === undefined ? [] : childTags(source, options.inner, ["option"]).map((option, index) => readOption(source, option, index)),
    resumeSignal: read("resume-signal"),
  };
}

function readOption(source: string, option: ChildTag, index: number): CheckpointOption {
  const children = childTags(source, option.inner, ["name", "pros", "cons"]);
  const attribute = option.attributes["recommended"];
  const text = source.slice(option.inner.start, option.inner.end);
  return {
    id: option.attributes["id"] ?? String(index + 1),
    name: childText(source, children, "name") ?? (children.length === 0 && outdent(text) !== "" ? outdent(text) : undefined),
    pros: childText(source, children, "pros"),
    cons: childText(source, children, "cons"),
    recommended: attribute === undefined ? /[([]recommended[)\]]/i.test(text) : attribute !== "false",
  };
}
