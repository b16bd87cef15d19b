import type { CommandSpec, OptionSpec } from "../command-spec.js";
import { YES } from "./shared.js";

/** What can be said of a planning folder that is made. */
export const INIT_OPTIONS: readonly OptionSpec[] = [
  { name: "folder", value: "name", values: [".planning", ".gsd"], summary: "the name of the planning folder; .planning unless told" },
  { name: "repo", value: "folder", completes: "folder", isRepeated: true, summary: "another repo that belongs to the product; may be given several times" },
  { name: "commit-planning", summary: "planning files are committed" },
  { name: "ignore-planning", summary: "git leaves planning files out, by a line in .gitignore" },
  { name: "branching", value: "way", values: ["none", "phase", "milestone"], summary: "git.branching_strategy; none unless told" },
];

/** `dgs init` */
export const initSpec: CommandSpec = {
  name: "init",
  summary: "make a planning folder",
  details: [
    "Makes the planning folder with its first files in the working folder, or in --root. It looks first: which repo the folder is in, which lie beside it, whether git ignores planning files. On a terminal it asks what that leaves open; elsewhere, and with --yes, it takes what loses nothing and says so.",
    "What is there already is left as it is; run again it adds what is missing. To be asked for the project and its requirements as well: dgs new-project.",
  ],
  operands: [],
  options: [...INIT_OPTIONS, YES],
  examples: [
    { line: "dgs init", says: "make .planning here" },
    { line: "dgs init --repo ../api --repo ../web --yes", says: "for a product of three repos, without a question" },
    { line: "dgs init --folder .gsd", says: "make .gsd here" },
  ],
  load: async () => (await import("../commands/init.js")).runInit,
};
