import type { AskMilestone, MilestonePreview, RoadmapAnswer } from "@dgs/runtime";
import type { Asking } from "./asking.js";
import type { Live } from "./live.js";
import { clip, plainText, renderPhases } from "@dgs/render";

type Still = Pick<Live, "line" | "pause" | "resume">;

/** The questions of `dgs new-milestone` on a terminal, before the roadmap is drawn. */
export function createAskMilestone({ askText }: Pick<Asking, "askText">, live: Still): AskMilestone {
  return {
    name: (version, known) => whileStill(live, () => askText(`What is ${version} called? (empty: ${known === "" ? "no name" : plainText(known)})`)),
    takeIn: (due, offered, wrong) =>
      whileStill(live, () => {
        if (wrong.length > 0) live.line(`${plainText(wrong.join(", "))} is none of them.`);
        else for (const line of [...linesOf("In the milestone:", due), ...linesOf("Open besides, for later:", offered)]) live.line(line);
        return askText("Which of those are taken in? (ids with commas; empty: none)");
      }),
    add: (added) => whileStill(live, () => askText(added.length === 0 ? "A requirement that is missing (empty: none)" : `${plainText(added.at(-1)?.id ?? "")} it is. One more (empty: no more)`)),
  };
}

function linesOf(title: string, requirements: readonly { readonly id: string; readonly text: string }[]): readonly string[] {
  return requirements.length === 0 ? [] : [title, ...requirements.map(({ id, text }) => `  ${plainText(id)}  ${clip(plainText(text), 100)}`)];
}

/** Shows a roadmap and asks whether it is written down; `undefined` when the question was broken off. */
export async function askRoadmap({ askText, askChoice }: Asking, live: Still, preview: MilestonePreview): Promise<RoadmapAnswer | undefined> {
  return whileStill(live, async () => {
    for (const line of renderPhases(preview)) live.line(line);
    for (;;) {
      const taken = await askChoice("Is that the roadmap?", [{ value: "yes", label: "Write it down" }, { value: "change", label: "Change something", hint: "in your words; it is drawn anew" }, { value: "no", label: "Write nothing" }]);
      if (taken === undefined) return undefined;
      if (taken === "yes" || taken === "no") return { type: taken };
      const wish = await askText("What is to be different? (empty: back)");
      if (wish === undefined) return undefined;
      if (wish.trim() !== "") return { type: "change", wish };
    }
  });
}

async function whileStill<Given>(live: Still, question: () => Promise<Given>): Promise<Given> {
  live.pause();
  try {
    return await question();
  } finally {
    live.resume();
  }
}
