import { applyEdits, gateResultEdits, hasOpenResolution, type PlanningPath, type Resolution, type ResolutionKey, resolutionEdits, RESOLUTIONS_HEAD, resolutionsPath, type TextEdit, withdrawResolutionEdits } from "@dgs/core";
import type { WorkContext } from "../work/context.js";

type ResolutionContext = Pick<WorkContext, "place"> & { readonly ports: Pick<WorkContext["ports"], "files"> };

/** Why RESOLUTIONS.md could not be written. */
interface ResolutionUnwritten {
  readonly type: "failed";
  readonly reason: "human-needed";
  readonly error: string;
}

/** Writes a resolution down before it is taken: once, however often it is asked for. */
export function writeResolution(context: ResolutionContext, resolution: Resolution): Promise<ResolutionUnwritten | undefined> {
  return change(context, (source) => resolutionEdits(source, resolution), true);
}

/** Takes a resolution out again that was not taken after all. */
export function withdrawResolution(context: ResolutionContext, key: ResolutionKey): Promise<ResolutionUnwritten | undefined> {
  return change(context, (source) => withdrawResolutionEdits(source, key), false);
}

/** Says how the gate ended in the resolutions of a quick or a plan that wait for it. */
export function settleResolutions(context: ResolutionContext, of: { readonly path: PlanningPath }, repo: string, result: string): Promise<ResolutionUnwritten | undefined> {
  return change(context, (source) => gateResultEdits(source, { of: of.path, repo }, result), false);
}

/** Whether a resolution was written down for a quick or a plan and waits for its gate: DGS had accepted it. */
export function isResolutionWritten(context: ResolutionContext, of: { readonly path: PlanningPath }, repo: string): boolean {
  const text = context.ports.files.read(resolutionsPath(context.place.project));
  return typeof text === "string" && hasOpenResolution(text, { of: of.path, repo });
}

/** A person may save the file at any moment: read and edited again, a few times. */
async function change(context: ResolutionContext, edit: (source: string) => readonly TextEdit[], isMade: boolean): Promise<ResolutionUnwritten | undefined> {
  const path = resolutionsPath(context.place.project);
  for (let tries = 0; ; tries++) {
    const before = context.ports.files.read(path);
    if (typeof before === "object") return { type: "failed", reason: "human-needed", error: `${before.path}: ${before.message} ${before.remedy}` };
    const edits = edit(before ?? RESOLUTIONS_HEAD);
    if (edits.length === 0 || (before === undefined && !isMade)) return undefined;
    const written = await context.ports.files.write([before === undefined ? { type: "create", path, text: applyEdits(RESOLUTIONS_HEAD, edits) } : { type: "edit", path, before, edits }]);
    if (written === "written") return undefined;
    if ((written.code === "changed-meanwhile" || written.code === "exists") && tries < 5) continue;
    return { type: "failed", reason: "human-needed", error: `${written.path}: ${written.message} ${written.remedy}` };
  }
}
