import { checkpointPath, comparePhaseNumbers, type Files, formatPhaseNumber, milestonesFolder, type NamingRules, type PhaseFolder, type PhaseNumber, phasesFolder, type PlanningPath, projectFile, scanPhases, scanRoadmapNames, wantedFolders } from "@dgs/core";
import { loadNaming } from "../load-config.js";
import type { Place } from "../place.js";
import { isFileRefusal } from "../refusal.js";
import type { KnownName } from "./known-name.js";

/** Names the phases of a project in their order, by the lines of the roadmap and the names of folders. `begun` is what was typed of the number: with a zero in front the others get theirs, too. */
export function phaseNames(files: Files, place: Place, begun = ""): readonly KnownName[] {
  const rules = loadNaming(files, place);
  const roadmap = files.read(projectFile(place.project, "ROADMAP"));
  const titles = typeof roadmap === "string" ? scanRoadmapNames(roadmap, rules.naming).phases : [];
  const found = new Map<string, { readonly number: PhaseNumber; readonly name: string }>();
  for (const { phase, slug } of phaseFolders(files, place, rules)) found.set(phase.toUpperCase(), { number: phase, name: slug.replaceAll("-", " ") });
  for (const title of titles) found.set(title.number.toUpperCase(), title);
  return [...found.values()].sort((a, b) => comparePhaseNumbers(a.number, b.number)).map(({ number, name }) => ({ name: begun.startsWith("0") ? number : formatPhaseNumber(number), says: name }));
}

/** Names the plans of a project by the names of their files. Only folders are opened whose phase fits what was `begun`: `03-`, `3-0`. */
export function planNames(files: Files, place: Place, begun = ""): readonly KnownName[] {
  return withPlans(files, place, begun).flatMap(({ plans, slug }) => plans.map(({ id, summary }) => ({ name: asBegun(id, begun), says: `${slug.replaceAll("-", " ")}${summary === undefined ? "" : ", done"}` })));
}

/** Names what may wait for a person: plans that stopped at a checkpoint and have no summary, then the phases. */
export function waitingNames(files: Files, place: Place, begun = ""): readonly KnownName[] {
  const reached = new Set<string>();
  const hasCheckpoint = (names: readonly string[], folder: PlanningPath): boolean => {
    const kept = names.filter((name) => name.endsWith("-CHECKPOINT.md"));
    for (const name of kept) reached.add(`${folder}/${name}`);
    return kept.length > 0;
  };
  const stopped = withPlans(files, place, begun, hasCheckpoint).flatMap(({ path, plans }) => plans.filter(({ id, summary }) => summary === undefined && reached.has(checkpointPath(path, id))));
  return [...stopped.map(({ id }) => ({ name: asBegun(id, begun), says: "stopped at a checkpoint" })), ...phaseNames(files, place, begun)];
}

/** The live phase folders by their names alone: what they hold is not looked at. */
function phaseFolders(files: Files, place: Place, rules: NamingRules): readonly PhaseFolder[] {
  const names = files.list(phasesFolder(place.project));
  return names === undefined || isFileRefusal(names) ? [] : scanPhases(new Map([[phasesFolder(place.project), names]]), place.project, rules).folders;
}

/** The live phase folders whose phase fits what was typed of a plan's id, with their plans; what is in those that are not `wanted` for their names is not looked at. */
function withPlans(files: Files, place: Place, begun: string, wanted: (names: readonly string[], folder: PlanningPath) => boolean = () => true): readonly PhaseFolder[] {
  const rules = loadNaming(files, place);
  const fitting = phaseFolders(files, place, rules).filter(({ phase }) => fits(phase, begun)).map(({ path }) => `${path.slice(path.lastIndexOf("/") + 1)}/`);
  const known = new Map<string, readonly string[] | undefined>([[phasesFolder(place.project), fitting], [milestonesFolder(place.project), []]]);
  for (let next = wantedFolders(known, place.project); next.length > 0; next = wantedFolders(known, place.project)) {
    for (const folder of next) {
      const names = files.list(folder);
      known.set(folder, names === undefined || isFileRefusal(names) || !wanted(names, folder) ? [] : names);
    }
  }
  return scanPhases(known, place.project, rules).folders;
}

/** Whether a plan's id that begins so can be of a phase: `3`, `03-` and `3-0` are of phase 3, and the first of phase 30, too. */
function fits(phase: PhaseNumber, begun: string): boolean {
  const spellings = [phase as string, formatPhaseNumber(phase)];
  const dash = begun.lastIndexOf("-");
  return spellings.some((each) => each.startsWith(begun)) || (dash > 0 && spellings.includes(begun.slice(0, dash)));
}

/** Leaves the zeros of the phase out where they were left out in what was typed. */
function asBegun(id: string, begun: string): string {
  return /^[1-9]/.test(begun) ? id.replace(/^0+(?=\d)/, "") : id;
}
