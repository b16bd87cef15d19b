/** A file that git tracks. */
export interface TrackedFile {
  /** Relative to the top of its repo, with `/`. */
  readonly path: string;
  readonly bytes: number;
}

/** What a dependency is for. */
export type DependencyUse = "runtime" | "development" | "optional" | "peer" | "build";

/** Something that a manifest declares to need. */
export interface Dependency {
  readonly name: string;
  /** As it is written there; empty where none is. */
  readonly version: string;
  readonly use: DependencyUse;
}

/** Where something starts, or what others import: as its manifest or its place says. */
export interface EntryPoint {
  /** `bin dgs`, `main`, `exports ./x`, `script`. */
  readonly what: string;
  /** A path, relative to the repo, or what is written in its place. */
  readonly at: string;
  /** The file that says so. */
  readonly from: string;
}

/** A command that runs tests. */
export interface DeclaredTestCommand {
  readonly command: string;
  /** The folder it is run in, relative to the repo; empty for its top. */
  readonly folder: string;
  /** What says so. */
  readonly from: string;
}

/** What one manifest says. */
export interface Manifest {
  readonly path: string;
  /** `npm`, `python`, `cargo`, `go`, `maven`, `gradle`, `bundler`, `composer`, `dotnet`, `make`, `docker`, `ci` and so on. */
  readonly kind: string;
  readonly name?: string;
  readonly version?: string;
  readonly licence?: string;
  readonly dependencies: readonly Dependency[];
  /** Folders or patterns of the packages that it joins. */
  readonly workspaces: readonly string[];
  readonly entryPoints: readonly EntryPoint[];
  /** Commands for its own folder. */
  readonly tests: readonly string[];
  /** What else it says that a reader wants to know: a base image, targets, an engine. */
  readonly notes: readonly string[];
  /** Why it cannot be read, or only a part of it. */
  readonly problem?: string;
}

/** Files counted together. */
export interface FileCount {
  readonly name: string;
  readonly files: number;
  readonly bytes: number;
}

/** A list of which only the first ones are kept. */
export interface Bounded<Item> {
  readonly items: readonly Item[];
  /** How many there are beside these. */
  readonly more: number;
}

/** What code finds out about a repo, without a model. */
export interface CodebaseFacts {
  /** Without what is generated or somebody else's. */
  readonly files: number;
  readonly bytes: number;
  /** Files that were left out as generated or copied in, and where they lie. */
  readonly leftOut: { readonly files: number; readonly bytes: number; readonly folders: Bounded<string> };
  /** By bytes, the largest first. */
  readonly languages: Bounded<FileCount>;
  /** Folders of the first two levels with all that is below them, the largest first. */
  readonly folders: Bounded<FileCount>;
  readonly manifests: Bounded<Manifest>;
  readonly workspaces: Bounded<string>;
  readonly entryPoints: Bounded<EntryPoint>;
  readonly tests: Bounded<DeclaredTestCommand>;
  /** Files with a licence, and licences that manifests name. */
  readonly licences: Bounded<string>;
}
