import { describe } from "vitest";
import { branchReturnsContract } from "./git-contract/branch-returns.js";
import { branchesContract } from "./git-contract/branches.js";
import { fastForwardContract } from "./git-contract/fast-forward.js";
import { halfForwardContract } from "./git-contract/half-forward.js";
import { commitContract } from "./git-contract/commit.js";
import { keepContract } from "./git-contract/keep.js";
import { keepBytesContract } from "./git-contract/keep-bytes.js";
import { keptContract } from "./git-contract/kept.js";
import { landingContract } from "./git-contract/landing.js";
import { probeContract } from "./git-contract/probe.js";
import { putBackContract } from "./git-contract/put-back.js";
import { readingContract } from "./git-contract/reading.js";
import { rebaseContract } from "./git-contract/rebase.js";
import { rebaseConflictContract } from "./git-contract/rebase-conflict.js";
import { rebaseKilledContract } from "./git-contract/rebase-killed.js";
import { refsContract } from "./git-contract/refs.js";
import { remotesContract } from "./git-contract/remotes.js";
import { resetContract } from "./git-contract/reset.js";
import type { MakeGit } from "./git-contract/stage.js";
import { unharmedContract } from "./git-contract/unharmed.js";
import { worktreeContract } from "./git-contract/worktree.js";
import { worktreeRemovalContract } from "./git-contract/worktree-removal.js";

/** Declares the tests that every Git engine passes, on real repositories in temporary folders. */
export function gitContract(makeGit: MakeGit): void {
  describe("reading", () => { readingContract(makeGit); });
  describe("odd states", () => { probeContract(makeGit); });
  describe("committing", () => { commitContract(makeGit); });
  describe("worktrees", () => { worktreeContract(makeGit); });
  describe("taking worktrees away", () => { worktreeRemovalContract(makeGit); });
  describe("rebasing", () => { rebaseContract(makeGit); });
  describe("rebasing with conflicts", () => { rebaseConflictContract(makeGit); });
  describe("rebasing after a kill", () => { rebaseKilledContract(makeGit); });
  describe("landing", () => { landingContract(makeGit); });
  describe("branches", () => { branchesContract(makeGit); });
  describe("moving a branch forward", () => { fastForwardContract(makeGit); });
  describe("moving a branch on that was moved half-way", () => { halfForwardContract(makeGit); });
  describe("branches that go back", () => { branchReturnsContract(makeGit); });
  describe("refs", () => { refsContract(makeGit); });
  describe("keeping", () => { keepContract(makeGit); });
  describe("keeping bytes", () => { keepBytesContract(makeGit); });
  describe("what is kept", () => { keptContract(makeGit); });
  describe("remotes", () => { remotesContract(makeGit); });
  describe("resetting", () => { resetContract(makeGit); });
  describe("putting back", () => { putBackContract(makeGit); });
  describe("leaving alone", () => { unharmedContract(makeGit); });
}
