import type { Sha } from "../ids/sha.js";
import type { GitRefusal } from "./git-refusal.js";

/** Where a branch is fetched from and pushed to. */
export interface Upstream {
  /** The name of the remote. */
  readonly remote: string;
  /** The branch's name over there. */
  readonly branch: string;
  /** Whether the branch was told so; otherwise it is the only remote or `origin`, and the same name. */
  readonly configured: boolean;
}

/** Remotes as DGS uses them; nothing is ever asked of a person. */
export interface GitRemotes {
  /** Where a branch goes; `undefined` when there is no remote that it could go to. */
  upstream(tree: string, branch: string): Promise<Upstream | undefined | GitRefusal>;
  /** Fetches one branch of a remote into its remote branch here; `absent` when it is not there. */
  fetch(spec: { readonly tree: string; readonly remote: string; readonly branch: string }): Promise<{ readonly type: "fetched"; readonly sha: Sha } | { readonly type: "absent" } | GitRefusal>;
  /**
   * Pushes a commit to a branch of a remote, which is still at `expected` (`undefined`: is not there yet) and from which the commit
   * descends; nothing is forced.
   */
  push(spec: {
    readonly tree: string;
    readonly remote: string;
    readonly branch: string;
    readonly sha: Sha;
    readonly expected: Sha | undefined;
  }): Promise<{ readonly type: "pushed" | "up-to-date" } | GitRefusal>;
}
