import path from "node:path";
import { runQuiet } from "../workspace/child.mjs";
import { root, workspacePackages } from "../workspace/places.mjs";
import { findChangesetFaults } from "./find-changeset-faults.mjs";
import { changesetsIn, planRelease } from "./plan-release.mjs";

/**
 * Holds the changesets that wait to the rules, and plans the release that they come to in a copy, `folder`.
 *
 * Resolves to what is wrong, as sentences; none is a pass. `say` hears which version the packages would get.
 */
export async function checkChangesets(folder, say) {
  const changesets = changesetsIn(path.join(root, ".changeset"));
  const packages = workspacePackages().map(({ name, folder: home, manifest }) => ({ name, folder: home, isPrivate: manifest.private === true }));
  const faults = findChangesetFaults(changesets, packages, await commitsOf());
  if (faults.length > 0) return faults;
  const plan = await planRelease(folder);
  return plan.failure === undefined ? findPlanFaults(plan.packages, changesets, say) : [plan.failure];
}

/** One version for all that is published, none for what is private, and each changeset in the changelog of each package that it names. */
function findPlanFaults(packages, changesets, say) {
  const published = packages.filter(({ isPrivate }) => !isPrivate);
  const versions = [...new Set(published.map(({ after }) => after))];
  say(changesets.length === 0 ? "no changeset waits" : `${String(changesets.length)} changesets: ${published.map(({ name }) => name).join(", ")} become ${versions.join(" and ")}`);
  return [
    ...(versions.length === 1 ? [] : [`the packages would get different versions: ${versions.join(", ")}`]),
    ...(changesets.length > 0 && published.some(({ before, after }) => before === after) ? ["the packages would keep their version, although changesets wait"] : []),
    ...packages.filter(({ isPrivate, before, after }) => isPrivate && before !== after).map(({ name }) => `${name} is private and would get a version of its own`),
    ...changesets.flatMap(({ file, named, text }) => Object.keys(named).filter((name) => !lines(packages.find((each) => each.name === name)?.changelog).includes(lines(text))).map((name) => `.changeset/${file} would not stand in the changelog of ${name}`)),
  ];
}

/** A changelog indents the lines behind the first. */
function lines(text = "") {
  return text.split("\n").map((line) => line.trim()).join("\n");
}

/** What each commit changed, the oldest first; nothing where there is no history to be had. */
async function commitsOf() {
  const { code, stdout } = await runQuiet("git", ["log", "--reverse", "--format=%x00", "--name-only", "--no-renames"]);
  return code === 0 ? stdout.split("\0").map((files) => ({ files: files.trim().split("\n") })) : [];
}
