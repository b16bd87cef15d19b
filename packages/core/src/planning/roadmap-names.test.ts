import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { outlineOf } from "../markdown/outline-of.js";
import { readRoadmap } from "./roadmap.js";
import { scanRoadmapNames } from "./roadmap-names.js";

const names = (...lines: readonly string[]): string[] => {
  const { milestones, phases } = scanRoadmapNames(lines.join("\n"));
  return [...milestones, ...phases.map(({ number, name }) => `${number} ${name}`)];
};

describe("scanRoadmapNames", () => {
  it("finds milestones and phases, each once, wherever they stand", () => {
    expect(names("# Roadmap: X v9.9", "## Milestones", "- ✅ **v1.0 First** - Phases 1-2", "- 🚧 **v1.1 Next** - Phases 3-4 (in progress)", "<details>", "<summary>✅ v1.0 First (Phases 1-2)</summary>", "- [x] **Phase 1: A** - one", "#### Phase 1: A", "</details>", "### 🚧 v1.1 Next", "* [ ] Phase 2.1: Hot (INSERTED)", "#### Phase 3 (Cluster B): C"))
      .toEqual(["v1.0", "v1.1", "01 A", "02.1 Hot", "03 C"]);
  });

  it("passes over fences, phases that were given up, and lines that only speak of one", () => {
    expect(names("```", "### Phase 9: Fenced", "### v8.0", "```", "- [ ] ~~**Phase 2: B**~~", "> ### Phase 7: Quoted", "- 01-01-PLAN.md — prepares Phase 4: D", "- [ ] works after Phase 5: E", "The API v2.0 is used.", "- [ ] **Phase 1: A**\r", "### Phase 6 without colon")).toEqual(["01 A"]);
    expect(names("~~~~", "```", "### Phase 9: Fenced", "~~~", "~~~~", "### Phase 1: A")).toEqual(["01 A"]);
  });
});

const shared = path.resolve(fileURLToPath(new URL("../../../../", import.meta.url)), "../shared");
const roadmaps = ["corpus", "peer-sample/folder"]
  .map((folder) => path.join(shared, folder))
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile() && /ROADMAP.*\.md$/.test(entry.name)).map((entry) => path.join(entry.parentPath, entry.name)));

describe.skipIf(roadmaps.length === 0)("the roadmaps of the corpus (skipped where ../shared/corpus is missing)", () => {
  it.each(roadmaps.map((file) => [path.relative(shared, file), readFileSync(file, "utf8")]))("%s: every phase and milestone that is read is named", (name, text) => {
    const read = readRoadmap(text, outlineOf(text), name);
    const found = scanRoadmapNames(text);
    expect(found.phases.map(({ number }) => number)).toEqual(expect.arrayContaining(read.phases.filter(({ retired }) => !retired).map(({ number }) => number)));
    const below = read.milestones.map(({ version }) => version).filter((version) => !new RegExp(`^# .*${version}`, "m").test(text));
    expect(found.milestones).toEqual(expect.arrayContaining(below));
  });
});
