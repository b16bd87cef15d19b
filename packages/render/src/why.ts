import type { Evidence, Reason, WhyVerdict } from "@dgs/core";
import type { WhyReport, WhySubjectReport } from "@dgs/runtime";
import type { Style } from "./paint.js";
import { clip, plainText } from "./plain-text.js";
import type { View } from "./view.js";

const STYLES: Readonly<Record<WhyVerdict, Style>> = { done: "green", skipped: "green", ready: "cyan", running: "cyan", waiting: "yellow", "cut-off": "yellow", failed: "red", blocked: "red", "given-up": "dim" };

/** Reasons of one level that are shown; `--json` has all of them. */
const MOST = 25;
/** A place stands behind its sentence where both fit into so many characters, else below it. */
const WIDTH = 100;

/** Renders why something stands as it does: the verdict, its reasons as a tree with a place for each, and the way on. */
export function renderWhy({ subject, version, verdict, status, reasons, way }: WhyReport, view: View): string {
  const { paint } = view;
  const word = status === verdict ? "" : ` (${plainText(status)})`;
  return [
    `${paint("bold", titleOf(subject))} — ${paint(STYLES[verdict], verdict)}${word}`,
    ...(subject.type === "phase" || subject.type === "plan" ? [paint("dim", plainText(version))] : []),
    "",
    ...renderReasons(reasons, view, "", new Set()),
    // One command is the line `Next:` that every answer ends with.
    ...(way.length === 0 || (way.length === 1 && way[0]?.command !== undefined) ? [] : ["", paint("bold", "The way on:"), ...way.flatMap((each, index) => renderWay(each, index, way.length, view))]),
  ].join("\n");
}

function titleOf({ type, id, name }: WhySubjectReport): string {
  const [version = "", step = ""] = plainText(id).split(" ");
  const word = `${type[0]?.toUpperCase() ?? ""}${type.slice(1)}`;
  const label = type === "step" ? `Step ${step} of ${version}` : id === "" ? "The project" : `${word} ${plainText(id)}`;
  return name === undefined || name === "" ? label : `${label}: ${clip(plainText(name), 100)}`;
}

/** What is told of one level; `told` holds the sentences with their places that stand above. */
function renderReasons(reasons: readonly Reason[], view: View, indent: string, told: Set<string>, above = ""): string[] {
  const fresh = reasons.filter((each) => !told.has(keyOf(each, view)));
  if (fresh.length === 0 && reasons.length > 0) return [`${indent}- as above`];
  const left = fresh.length - MOST;
  return [...fresh.slice(0, MOST).flatMap((each) => renderReason(each, view, indent, told, above)), ...(left > 0 ? [`${indent}- … and ${String(left)} more`] : [])];
}

/** `above`: the place of the reason that it is behind, which is not told twice. */
function renderReason(each: Reason, view: View, indent: string, told: Set<string>, above: string): string[] {
  const { says, at, because } = each;
  told.add(keyOf(each, view));
  const line = `${indent}- ${clip(plainText(says), 600)}`;
  const own = at === undefined ? "" : placeText(at, view);
  const place = own === above ? "" : own;
  const isShort = line.length + place.length + 2 <= WIDTH;
  const lines = place === "" ? [line] : isShort ? [`${line}  ${view.paint("dim", place)}`] : [line, `${indent}  ${view.paint("dim", place)}`];
  return [...lines, ...renderReasons(because, view, `${indent}  `, told, own)];
}

function keyOf({ says, at }: Reason, view: View): string {
  return `${says}\n${at === undefined ? "" : placeText(at, view)}`;
}

function placeText(at: Evidence, { pathOf }: View): string {
  if (at.type === "commit") return plainText(`${at.repo} ${at.sha.slice(0, 10)}`);
  const column = at.type === "file" && at.column !== undefined ? `:${String(at.column)}` : "";
  return plainText(`${pathOf(at.path)}${at.line === undefined ? "" : `:${String(at.line)}${column}`}`);
}

function renderWay({ command, says }: WhyReport["way"][number], index: number, all: number, { paint }: View): string[] {
  const number = all === 1 ? "  " : `  ${String(index + 1)}. `;
  if (command === undefined) return [`${number}${clip(plainText(says), 600)}`];
  return [`${number}${paint("cyan", plainText(command))}`, `${" ".repeat(number.length)}${clip(plainText(says), 300)}`];
}
