import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { show } from "./stage.mjs";

/** Shows the verdict and the stages of each audit in the folder of a phase. */
export function showAudits(folder) {
  for (const name of readdirSync(folder).flatMap((each) => /^.*-AUDIT.*(?=\.md$)/.exec(each) ?? []).sort()) {
    const lines = readFileSync(join(folder, `${name}.md`), "utf8").split("\n");
    show(`${name}.md`, lines.filter((line) => /^- (?:\*\*Verdict:|\[)|^ {2}- (?:outcome|skipped|truth|root-cause|plans):/.test(line)).join("\n"));
  }
}
