/**
 * What DGS uses of nodegit, as far as it uses it. nodegit is no dependency that is installed, so its types are not there to import.
 */
export interface Nodegit {
  readonly Repository: { open(folder: string): Promise<NodegitRepository> };
  readonly Reference: {
    lookup(repo: NodegitRepository, name: string): Promise<NodegitReference>;
    /** Follows symbolic refs to the end. */
    nameToId(repo: NodegitRepository, name: string): Promise<NodegitOid>;
  };
  readonly Commit: { lookup(repo: NodegitRepository, id: string): Promise<NodegitCommit> };
  readonly Blob: { lookup(repo: NodegitRepository, id: string): Promise<NodegitBlob> };
  readonly Oid: { fromString(id: string): NodegitOid };
  readonly Graph: { descendantOf(repo: NodegitRepository, commit: NodegitOid, ancestor: NodegitOid): Promise<number> };
  readonly Revwalk: { create(repo: NodegitRepository): NodegitRevwalk };
  readonly Diff: { treeToTree(repo: NodegitRepository, from: NodegitTree, to: NodegitTree, options: { readonly flags: number }): Promise<NodegitDiff> };
  readonly StatusList: { create(repo: NodegitRepository, options: { readonly flags: number }): Promise<NodegitStatusList> };
  readonly Status: { byIndex(list: NodegitStatusList, at: number): NodegitStatusEntry };
}

/** A repository that is open. */
export interface NodegitRepository {
  /** The git folder of the work tree, with a slash at its end. */
  path(): string;
  /** The git folder that all work trees share, with a slash at its end. */
  commondir(): string;
  workdir(): string | null | undefined;
  isBare(): number;
  config(): Promise<{ getStringBuf(key: string): Promise<string> }>;
  /** Closes files and frees what was read. */
  cleanup(): Promise<unknown>;
}

/** A ref; `type` is 1 for one that names an object, 2 for one that names a ref. */
export interface NodegitReference {
  type(): number;
  target(): NodegitOid | null | undefined;
  symbolicTarget(): string | null | undefined;
}

/** An object id. */
export interface NodegitOid {
  tostrS(): string;
}

/** A commit. */
export interface NodegitCommit {
  id(): NodegitOid;
  parentcount(): number;
  messageRaw(): string;
  messageEncoding(): string | null | undefined;
  getTree(): Promise<NodegitTree>;
}

/** A tree object; it is only handed on. */
export interface NodegitTree {
  id(): NodegitOid;
}

/** A blob. */
export interface NodegitBlob {
  rawsize(): number;
  content(): Buffer;
}

/** A walk over commits. */
export interface NodegitRevwalk {
  push(id: NodegitOid): void;
  hide(id: NodegitOid): void;
  /** The next commits, so many at most; fewer at the end. */
  commitWalk(count: number): Promise<readonly NodegitCommit[]>;
}

/** What differs between two trees. */
export interface NodegitDiff {
  numDeltas(): number;
  getDelta(at: number): NodegitDelta;
}

/** One path that differs. */
export interface NodegitDelta {
  status(): number;
  oldFile(): { path(): string };
  newFile(): { path(): string };
}

/** What differs between HEAD, the index and the files. */
export interface NodegitStatusList {
  entrycount(): number;
}

/** One path of it. */
export interface NodegitStatusEntry {
  status(): number;
  headToIndex(): NodegitDelta | null | undefined;
  indexToWorkdir(): NodegitDelta | null | undefined;
}
