import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findProgram } from "../../../scripts/agents/places.mjs";
import { LONG_VARIABLE, runsLong } from "../../../scripts/agents/pins.mjs";
import { HOSTILE_WORDS, hostileFiles } from "../src/agent-contract/hostile-repository.js";
import { jobContract } from "../src/agent-contract/job-contract.js";
import { programContract } from "../src/agent-contract/program-contract.js";
import { createProgramScene } from "../src/agent-contract/program-scene.js";
import { TESTED_PROGRAMS } from "../src/agent-contract/programs.js";

const path = findProgram("opencode")?.path;

describe.skipIf(!runsLong())(`opencode, in the long run that ${LONG_VARIABLE}=1 asks for`, () => {
  programContract(TESTED_PROGRAMS.opencode, path);

  it.skipIf(path === undefined)("obeys neither instructions nor skills where there is nothing that it cannot be kept from", async () => {
    const files = (folder: string): Readonly<Record<string, string>> => Object.fromEntries(Object.entries(hostileFiles(folder)).filter(([name]) => !/^\.?opencode/.test(name)));
    const steps = (tree: string) => [{ read: join(tree, "README.md") }, { text: "Done." }];
    const scene = await createProgramScene(TESTED_PROGRAMS.opencode, { path: path ?? "", steps, files });
    try {
      const { result } = await scene.run();
      expect(result.type, scene.log()).toBe("completed");
      expect(scene.server.asked.length).toBeGreaterThan(1);
      expect(scene.server.asked.filter(({ body }) => body.includes(HOSTILE_WORDS)).length).toBe(0);
    } finally {
      await scene.remove();
    }
  });

  // Last: its row stands at the end of the matrix.
  jobContract(TESTED_PROGRAMS.opencode, path);
});
