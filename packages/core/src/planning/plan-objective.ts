import type { Outline } from "../markdown/outline.js";
import { findHeading, sectionBody } from "../markdown/section.js";
import { findTags } from "../markdown/tags.js";
import type { PlanObjective } from "./plan-types.js";
import { outdent } from "./tag-children.js";

/** Reads what a plan is for: `<objective>`, or the section of that name where there is no tag. */
export function readObjective(source: string, outline: Outline | undefined): PlanObjective | undefined {
  const tag = findTags(source, "objective")[0];
  const heading = outline === undefined ? undefined : findHeading(outline, source, (title) => /^(?:objectives?|goals?)\b/i.test(title));
  const inner = tag?.inner ?? (heading === undefined || outline === undefined ? undefined : sectionBody(source, outline, heading));
  if (inner === undefined) return undefined;
  const text = outdent(source.slice(inner.start, inner.end));
  const labels = [...text.matchAll(/^(?:\*\*)?(Purpose|Output)(?::\*\*|\*\*:|:)[ \t]*/gim)];
  const part = (label: string): string | undefined => {
    const index = labels.findIndex((match) => match[1]?.toLowerCase() === label);
    const match = labels[index];
    if (match === undefined) return undefined;
    const value = text.slice(match.index + match[0].length, labels[index + 1]?.index).trim();
    return value === "" ? undefined : value;
  };
  const what = text.slice(0, labels[0]?.index).trim().split(/\n[ \t]*\n/)[0] ?? "";
  const [purpose, output] = [part("purpose"), part("output")];
  return what === "" && purpose === undefined && output === undefined ? undefined : { what: what === "" ? (purpose ?? output ?? "") : what, purpose, output };
}
