import { createWatch } from "./changes/create-watch.js";
import type { ProductOptions } from "./product.js";
import { createProductPrompts } from "./prompts/product-prompts.js";
import type { Registry } from "./registry/registry.js";
import { createProductResources, createProductTemplates } from "./resources/product-resources.js";
import { createStamps } from "./resources/stamp-resources.js";
import { createProductTools } from "./tools/product-tools.js";

const INSTRUCTIONS = [
  "DGS carries out a milestone that is planned as markdown files: it has coding agents work in git worktrees, brings their commits back, runs the tests and closes gaps.",
  "Start with `overview`: it says where the project stands and what comes next. Long work is a background run: the call returns its id, `watch` waits for it, and it goes on when you are gone.",
  "What waits for a person is theirs to decide: show it, ask, then `answer`. Destructive tools need the token of `preview`. Planning files are written by DGS: do not edit STATE.md, ROADMAP.md or job files yourself, and hand plans of your own in with `submit`.",
].join(" ");

/** Makes everything that DGS offers over MCP for one product. */
export function createProductRegistry(options: ProductOptions): Registry {
  return {
    ...{ name: "dgs", title: "DGS", version: options.version, instructions: INSTRUCTIONS },
    tools: createProductTools(options),
    resources: createProductResources(options),
    templates: createProductTemplates(options),
    prompts: createProductPrompts(options),
    watch: createWatch(createStamps(options)),
  };
}
