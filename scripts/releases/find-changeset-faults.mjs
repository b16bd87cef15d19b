// What is wrong with the changesets that wait, as sentences: checked before a release, as nobody reads a changelog that lacks what changed.

import { FACES } from "./plan-release.mjs";

/**
 * @param {{ file: string, named: Record<string, string>, text: string }[]} changesets
 * @param {{ name: string, folder: string, isPrivate: boolean }[]} packages
 * @param {{ files: string[] }[]} commits What each commit changed, paths from the checkout.
 */
export function findChangesetFaults(changesets, packages, commits) {
  const privates = packages.filter(({ isPrivate }) => isPrivate);
  const faces = FACES.join(" or ");
  const findings = changesets.flatMap(({ file, named, text }) => [
    ...(Object.keys(named).length === 0 ? [`.changeset/${file} names no package`] : []),
    ...(text === "" ? [`.changeset/${file} says nothing`] : []),
    ...Object.keys(named).filter((name) => !packages.some((each) => each.name === name)).map((name) => `.changeset/${file} names ${name}, which is no package`),
    ...Object.keys(named).filter((name) => privates.some((each) => each.name === name)).map((name) => `.changeset/${file} names ${name}, which is private and has no changelog: name ${faces}, which carry its code`),
    ...Object.entries(named).filter(([, kind]) => kind === "major").map(([name]) => `.changeset/${file} asks for a major version of ${name}: before 1.0 what breaks is a minor one`),
  ]);
  const bundled = privates.filter(({ name }) => name !== "@dgs/testkit").map(({ folder }) => `${folder}/src/`);
  const isCode = (path) => bundled.some((folder) => path.startsWith(folder)) && !/\.(?:test|slow|crash|agents|browser)\.ts$|\/fixtures\//.test(path);
  for (const { file } of changesets) {
    const own = commits.find(({ files }) => files.includes(`.changeset/${file}`))?.files ?? [];
    const code = own.find(isCode);
    if (code === undefined) continue;
    // One of several changesets of a commit may be about something else.
    const beside = changesets.filter((each) => own.includes(`.changeset/${each.file}`));
    if (!beside.some((each) => FACES.some((face) => each.named[face] !== undefined))) findings.push(`.changeset/${file} came with ${code}, which people get as a part of ${faces}: name one`);
  }
  return findings;
}
