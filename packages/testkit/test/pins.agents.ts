import { expect, it } from "vitest";
import { PROGRAMS } from "../../../scripts/agents/pins.mjs";
import { findProgram } from "../../../scripts/agents/places.mjs";

it.each(PROGRAMS.map((program) => [program.name, program] as const))("%s is pinned to one version, and is driven where it can be had", (name, program) => {
  expect(program.version).toMatch(/^\d+\.\d+\.\d+$/);
  // Where it is not there the run has said so in a line of its own, and its tests are skipped.
  const found = findProgram(name);
  if (found !== undefined) expect(found.path).toContain(program.file);
});
