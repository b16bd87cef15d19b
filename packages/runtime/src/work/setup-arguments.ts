import { basename } from "node:path";
import type { SplitCommand } from "./split-command.js";

/**
 * Programs that take further words for something else than a script would: `npm install v1 /repo--v1` installs two packages, `make v1` looks
 * for a rule. With a word of `SCRIPT_WORDS` first they run a script, and that gets the arguments.
 */
const OWN_WORDS = new Set([
  ...["npm", "pnpm", "yarn", "bun", "corepack", "lerna", "nx", "turbo", "rush", "make", "gmake", "ninja", "cmake", "just", "task", "rake", "ant", "mvn", "mvnw", "gradle", "gradlew", "sbt", "bazel"],
  ...["pip", "pip3", "pipenv", "poetry", "uv", "conda", "mamba", "bundle", "gem", "composer", "cargo", "go", "mix", "rebar3", "stack", "cabal", "swift", "pod", "carthage", "dotnet", "nuget", "flutter", "dart"],
  ...["git", "docker", "docker-compose", "podman", "direnv", "asdf", "mise", "nvm", "brew", "apt-get", "nix", "ln", "cp", "mkdir", "touch", "true", "echo"],
]);

const SCRIPT_WORDS = new Set(["run", "run-script", "exec", "x", "dlx"]);

/** The longest slug that a setup command is given, in characters. */
const MOST_SLUG = 100;

/**
 * Returns the arguments of a setup command: the slug and the worktree behind its own words, or as `$1` and `$2` where it is a line for a shell.
 * (formats.md 20)
 */
export function setupArguments({ program, args, shell }: SplitCommand, slug: string, path: string): readonly string[] {
  const given = [plainSlug(slug), path];
  if (shell) return process.platform === "win32" ? args : [...args, "setup", ...given];
  const name = basename(program).replace(/\.(?:exe|cmd|bat)$/i, "");
  const ownWords = OWN_WORDS.has(name) && !SCRIPT_WORDS.has(args[0] ?? "");
  return ownWords ? args : [...args, ...given];
}

/** A slug as scripts can take it unquoted: letters, digits, `.`, `_` and `-`, none of the signs first. */
function plainSlug(slug: string): string {
  const plain = slug.replace(/[^\p{L}\p{N}._-]+/gu, "-").replace(/\.{2,}/g, "-").replace(/^[-._]+/, "").slice(0, MOST_SLUG).replace(/[-._]+$/, "");
  return plain === "" ? "worktree" : plain;
}
