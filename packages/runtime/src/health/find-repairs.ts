import { type FileChange, type Files, frontMatterEdit, phaseEdits, type PlanningPath, type Problem, type ProductPhase, projectFile, readFrontMatter, type TextEdit } from "@dgs/core";
import type { LoadedProduct } from "../load-product.js";
import type { Place } from "../place.js";
import type { FolderFindings } from "./collect-problems.js";

/** Problems that edits mend without a question, and the edits. */
export interface Repairs {
  readonly problems: readonly Problem[];
  /** One change for each file. */
  readonly changes: readonly FileChange[];
}

/** Codes of problems that are mended: what DGS would write itself because it follows from other files, and what changes no meaning. */
const MENDED = ["complete-not-ticked", "plan-done-not-ticked", "wave-moved", "plan-checkpoint-unexpected"] as const;

/** Finds what can be mended without asking anybody. Everything else is left for a person. */
export function findRepairs(files: Files, place: Place, { problems, loaded, waves }: FolderFindings, today: string): Repairs {
  const mended = problems.filter(({ code }) => MENDED.some((each) => each === code));
  const roadmap = projectFile(place.project, "ROADMAP");
  const changes = [...new Set(mended.map(({ path }) => path as PlanningPath))].flatMap((path): FileChange[] => {
    const before = path === roadmap ? loaded?.roadmap?.source : files.read(path);
    if (typeof before !== "string" || loaded === undefined) return [];
    const edits = path === roadmap ? tickEdits(files, loaded, today) : planEdits(before, mended.filter((problem) => problem.path === path), waves.get(path));
    return edits.length === 0 ? [] : [{ type: "edit", path, before, edits }];
  });
  return { problems: mended.filter(({ path }) => changes.some((change) => change.type === "edit" && change.path === path)), changes };
}

function planEdits(text: string, problems: readonly Problem[], wave: number | undefined): readonly TextEdit[] {
  const has = (code: (typeof MENDED)[number]): boolean => problems.some((problem) => problem.code === code);
  return [...(has("wave-moved") && wave !== undefined ? frontMatterEdit(text, "wave", String(wave)) : []), ...(has("plan-checkpoint-unexpected") ? frontMatterEdit(text, "autonomous", "false") : [])];
}

/** Ticks what is done: plans by their summaries, phases that are complete. What is ticked already stays. */
function tickEdits(files: Files, { product, roadmap }: LoadedProduct, today: string): readonly TextEdit[] {
  if (roadmap === undefined) return [];
  return product.phases.filter(({ counted, plansDone }) => counted && plansDone > 0).flatMap((phase) => {
    const plans = phase.plans.filter(({ superseded }) => !superseded).map(({ id, done }) => ({ id, done }));
    const { section, entry } = phase.roadmap;
    return phaseEdits(roadmap.source, roadmap.outline, { ...phase.roadmap, section: section === undefined ? undefined : { ...section, plans: section.plans.filter(({ ticked }) => ticked === false) }, row: undefined }, {
      plans, status: phase.status, date: completedOn(files, phase) ?? today, tick: phase.status === "complete" && entry?.ticked === false ? true : undefined,
    });
  });
}

/** The day on which the last plan of a phase was done, as its summary says. */
function completedOn(files: Files, { plans }: ProductPhase): string | undefined {
  const days = plans.flatMap(({ summary }) => {
    const text = summary === undefined ? undefined : files.read(summary);
    const value = typeof text === "string" ? readFrontMatter(text).entries.get("completed")?.value : undefined;
    const day = value?.kind === "scalar" ? /^\d{4}-\d\d-\d\d/.exec(value.text)?.[0] : undefined;
    return day === undefined ? [] : [day];
  });
  return days.sort().at(-1);
}
