import { findNodegit } from "@dgs/git";

/** Why the tests of nodegit are left out; `undefined` where nodegit is built, or has to be because somebody built it for these very tests. */
export function whyNoNodegit(): string | undefined {
  if (process.env["DGS_EXPECT_NODEGIT"] === "1" || findNodegit(process.env) !== undefined) return undefined;
  return "nodegit is not built, so nothing was tried on the second git engine: `npm run nodegit` builds it (some 10 minutes)";
}

/** The environment of a test with the place where nodegit lies. */
export function withNodegit(env: Readonly<Record<string, string>>): Record<string, string> {
  const places = ["DGS_NODEGIT_HOME", "XDG_CACHE_HOME"].flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]] as const]));
  return { ...env, ...Object.fromEntries(places) };
}
