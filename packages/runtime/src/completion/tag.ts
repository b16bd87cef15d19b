import { slugify } from "@dgs/core";
import { refuse, type Refusal } from "../refusal.js";
import { milestoneLabel } from "../steps/context.js";
import type { CodeRepo } from "../work/repos.js";
import type { CompletionContext } from "./context.js";

/** The name of the tag of a milestone; `undefined` where none is wanted (`git.create_tag: false`). */
export function tagOf({ config, place, version, milestoneName }: Pick<CompletionContext, "config" | "place" | "version" | "milestoneName">): string | undefined {
  if (!config["git.create_tag"]) return undefined;
  const values: Readonly<Record<string, string>> = { milestone: milestoneLabel({ place, version }), version, slug: slugify(milestoneName === "" ? version : milestoneName) };
  return config["git.milestone_tag_template"].replaceAll(/\{(milestone|version|slug)\}/g, (_, key: string) => values[key] ?? "");
}

/** Refuses a milestone whose tag is there before it is completed: it names something else. */
export async function refuseTag({ ports }: CompletionContext, repos: readonly CodeRepo[], tag: string): Promise<Refusal | undefined> {
  for (const repo of repos) {
    const there = await ports.git.resolve(repo.path, `refs/tags/${tag}^{commit}`);
    if (typeof there === "object") return refuse(`git-${there.code}`, `${repo.name}: ${there.message}`, "Correct git.milestone_tag_template in the configuration.", { at: repo.path });
    if (there !== undefined) return refuse("tag-exists", `${repo.name} has the tag ${tag} already, at ${there.slice(0, 10)}`, `Delete it (\`git tag --delete ${tag}\` in ${repo.path}) if it is not wanted, or set git.milestone_tag_template in the configuration.`, { at: repo.path });
  }
  return undefined;
}

/** Tags the base branch of each repo, as it is now; a tag that names another commit is a refusal, and stays. */
export async function tagRepos({ ports, version, milestoneName }: CompletionContext, repos: readonly CodeRepo[], base: string, tag: string): Promise<Refusal | undefined> {
  for (const repo of repos) {
    const at = await ports.git.resolve(repo.path, `refs/heads/${base}`);
    if (typeof at !== "string") return refuse("base-branch-missing", `${repo.name} has no branch ${base} that could be tagged`, "Bring it back and run the command again.", { at: repo.path });
    const there = await ports.git.resolve(repo.path, `refs/tags/${tag}^{commit}`);
    // Somebody has committed since an earlier run had tagged: the tag stays where the milestone was completed.
    if (typeof there === "string" && (await ports.git.isReachable(repo.path, there, [at])) === true) continue;
    const made = await ports.git.createTag({ tree: repo.path, tag, at, message: `${version}${milestoneName === "" ? "" : ` ${milestoneName}`}` });
    if (typeof made === "object") return refuse(`git-${made.code}`, `${repo.name}: the tag ${tag} could not be made: ${made.message}`, "Put that right and run the command again: everything else is done.", { at: repo.path, exit: "conflict" });
  }
  return undefined;
}
