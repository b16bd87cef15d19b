import { createRoadmapPrompt, joinPath, type NewRequirement, type PhaseToAdd, projectFile, type PromptInput, readRoadmapPart, type Requirement, type RoadmapPart } from "@dgs/core";
import { askReader } from "../steps/ask-reader.js";
import type { StepContext } from "../steps/context.js";
import type { WorkFailure } from "../work/context.js";
import { judge } from "../work/findings.js";
import { promptInputs } from "../work/prompt-inputs.js";
import { researchPath } from "./research-project.js";

/** What a roadmapper is asked for. */
export interface RoadmapToDraw {
  readonly firstPhase: number;
  readonly requirements: readonly (Pick<Requirement, "id" | "text"> | NewRequirement)[];
  /** What a person wants different than in the roadmap that was shown before, and that roadmap. */
  readonly changes?: { readonly wish: string; readonly text: string };
  /** How many roadmaps were drawn before. */
  readonly round: number;
}

/** Has the requirements of a milestone divided into phases. Code checks that each is in exactly one of them and none is invented; what is wrong goes back, at most twice. */
export function drawRoadmap(context: StepContext, { firstPhase, requirements, changes, round }: RoadmapToDraw): Promise<string | WorkFailure> {
  const { place, version, config, ports: { files } } = context;
  const own: PromptInput = { title: "The requirements of this milestone, all of them", text: requirements.map(({ id, text }) => `- ${id}: ${text}`).join("\n") };
  const inputs = [
    own,
    ...promptInputs(files, [
      ["The project", projectFile(place.project, "PROJECT")],
      ["The summary of the research", researchPath(context, "summary")],
      ["The map of the code base", joinPath(place.project, "codebase", "ARCHITECTURE.md")],
      ["The roadmap as it is", projectFile(place.project, "ROADMAP")],
    ]),
    ...(changes === undefined ? [] : [{ title: "The roadmap that was shown to a person", text: changes.text }, { title: "What the person wants different in it", text: changes.wish }]),
  ];
  const wish = { firstPhase, requirements: requirements.map(({ id }) => id) };
  return askReader<string>(context, {
    role: "roadmapper",
    purpose: `create-roadmap ${version}${round === 0 ? "" : ` ${String(round + 1)}`}`,
    prompt: (findings) => createRoadmapPrompt({ version, firstPhase, granularity: GRANULARITIES.find((each) => each === config.granularity) ?? "standard" }, inputs, findings),
    accept: (left) => {
      const { problems, text } = readRoadmapPart(left, wish);
      return judge(problems, text);
    },
  });
}

const GRANULARITIES = ["coarse", "standard", "fine"] as const;

/** Reads the phases of a roadmap that was accepted, in the order of their numbers. */
export function phasesOf(text: string, wish: Parameters<typeof readRoadmapPart>[1]): readonly PhaseToAdd[] {
  const part: RoadmapPart = readRoadmapPart([{ path: "ROADMAP.md", text }], wish);
  return [...part.phases]
    .sort((a, b) => Number(a.number) - Number(b.number))
    .map(({ number, name, details }) => ({ number, name, goal: details.goal ?? "", dependsOn: details.dependsOn?.phases ?? [], requirements: details.requirements, criteria: details.criteria, gapClosure: undefined }));
}
