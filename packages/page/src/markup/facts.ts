import type { Evidence } from "@dgs/core";
import { formatDuration } from "@dgs/render";
import { SIGNS, type Tone, toneOf } from "../charts/tone.js";
import { h, type Markup } from "./preact.js";
import { line, plainLine } from "./shown-text.js";

/** A moment as `2026-11-27 08:46:35`, in UTC, or the text itself where it is none. */
export function moment(iso: string | undefined): Markup {
  if (iso === undefined) return "–";
  const at = Date.parse(iso);
  return Number.isNaN(at) ? line(iso, 40) : h("time", { datetime: new Date(at).toISOString() }, momentText(at));
}

/** A moment as text for a chart. */
export function momentText(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace("T", " ");
}

/** How long a span lasted; up to `now` where it goes on. */
export function lasted(span: { readonly start: string; readonly end?: string } | undefined, now?: string): string {
  const end = span?.end ?? now;
  if (span === undefined || end === undefined) return "–";
  const ms = Date.parse(end) - Date.parse(span.start);
  return Number.isNaN(ms) ? "–" : formatDuration(Math.max(0, ms));
}

/** Where something was read from. */
export function evidence(at: Evidence | undefined): Markup {
  if (at === undefined) return undefined;
  const text = at.type === "commit" ? `${at.repo} ${at.sha.slice(0, 10)}` : at.line === undefined ? at.path : `${at.path}:${String(at.line)}`;
  return h("code", { class: "at", dir: "auto" }, plainLine(text, 200));
}

/** A word for how something stands, with the sign of its tone. */
export function standing(word: string, tone: Tone = toneOf(word)): Markup {
  return h("span", { class: `standing t-${tone}` }, h("span", { "aria-hidden": "true" }, SIGNS[tone]), " ", line(word, 60));
}

/** `1 plan`, `2 plans`. */
export function count(amount: number, one: string, several = `${one}s`): string {
  return `${String(amount).replace(/\B(?=(?:\d{3})+$)/g, ",")} ${amount === 1 ? one : several}`;
}
