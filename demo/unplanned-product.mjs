// The sample product of the demo before anybody planned it: what the project is, what is required, and a roadmap of two
// phases. Neither state, nor context, nor a single plan. Data only: written into a temporary folder by whoever plays it.
import { planningFiles } from "./sample-product.mjs";

const roadmap = planningFiles[".planning/ROADMAP.md"];

/** Files of the planning repo where nothing is planned yet, by path. */
export const unplannedFiles = {
  ".planning/PROJECT.md": planningFiles[".planning/PROJECT.md"],
  ".planning/REQUIREMENTS.md": planningFiles[".planning/REQUIREMENTS.md"],
  ".planning/ROADMAP.md": roadmap.slice(0, roadmap.indexOf("\n## Progress")).replace(/\*\*Plans\*\*: 3 plans\n\nPlans:\n(?:- .*\n)+/, "**Plans**: TBD\n"),
  ".planning/REPOS.md": planningFiles[".planning/REPOS.md"],
  ".planning/config.json": planningFiles[".planning/config.json"],
};
