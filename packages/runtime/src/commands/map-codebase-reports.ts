import type { MaskedSecret } from "../codebase/write-document.js";
import type { NextReport } from "./execute-phase-reports.js";

/** What code found out about a repo, in short. */
export interface CodebaseSummary {
  /** Tracked files and their bytes, without what is generated or copied in. */
  readonly files: number;
  readonly bytes: number;
  /** The largest languages, by bytes. */
  readonly languages: readonly { readonly name: string; readonly files: number; readonly bytes: number }[];
  readonly manifests: number;
  /** Paths of manifests that could not be read, with the reason. */
  readonly unread: readonly string[];
  readonly entryPoints: number;
  /** Commands that run tests, as manifests declare them. */
  readonly tests: readonly string[];
}

/** What became of the map of one repo. */
export interface MappedRepoReport {
  readonly name: string;
  /** `empty`: there is nothing to describe yet; `left-out`: it was not asked for. */
  readonly state: "mapped" | "unchanged" | "empty" | "left-out";
  /** The commit that its map tells of; absent where it has none yet. */
  readonly commit?: string;
  /** Files differed from that commit: it is mapped again the next time. */
  readonly dirty: boolean;
  /** The planning files that were written. */
  readonly documents: readonly string[];
  readonly facts: CodebaseSummary;
}

/** `dgs map-codebase`: what became of the map of the code base. */
export interface MapCodebaseReport {
  readonly type: "codebase-mapped";
  readonly repos: readonly MappedRepoReport[];
  /** Unified documents and CROSS-REPO.md, as far as they were written. */
  readonly documents: readonly string[];
  /** Secrets that agents had written into documents, masked before anything was written. */
  readonly secrets: readonly MaskedSecret[];
  readonly planningCommit?: string;
  /** What comes next in the project; absent where that cannot be told. */
  readonly next?: NextReport;
}
