import type { UatTest } from "../planning/uat-types.js";
import { inRepo } from "./standing.js";

/** What a test command is called in a UAT file: of several repos with the one that it runs in, as the same command may run in two. */
export function nameOfTest(command: string, repo: string | undefined): string {
  return `Test command ${command}${inRepo(repo)}`;
}

/** Whether a test of a UAT file is a command in a repo. A file that names no repo for it was written when the product had one, or by a person: then the command alone counts. */
export function isSameTest({ command, name }: Pick<UatTest, "command" | "name">, test: { readonly command: string; readonly repo: string | undefined }): boolean {
  if (command !== test.command) return false;
  return test.repo === undefined || name === nameOfTest(test.command, test.repo) || !name.startsWith(`${nameOfTest(test.command, undefined)} in `);
}

/** The repo that the name of a test says; `undefined` where it says none of them. */
export function repoOfTest({ command = "", name }: Pick<UatTest, "command" | "name">, repos: readonly string[]): string | undefined {
  return repos.find((repo) => name === nameOfTest(command, repo));
}
