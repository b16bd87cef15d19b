import {
  type Config,
  type FileRefusal,
  type Files,
  type HeadFacts,
  type Heads,
  type Outline,
  type PlanningPath,
  type Problem,
  type Product,
  projectFile,
  readFrontMatter,
  readHeadFacts,
  readProduct,
  scanOutline,
  scanPhases,
  textsWanted,
  wantedFolders,
} from "@dgs/core";
import { loadConfig, namingOf } from "./load-config.js";
import type { Place } from "./place.js";
import { fileRefusal, isFileRefusal, isRefusal, refuse, type Refusal } from "./refusal.js";

/** The roadmap's text and its outline. */
export interface RoadmapText {
  readonly source: string;
  readonly outline: Outline;
}

/** A product as it stands on disk now. */
export interface LoadedProduct {
  readonly config: Config;
  readonly product: Product;
  /** The very text that the roadmap was read from, for edits: read again it might be another. */
  readonly roadmap: RoadmapText | undefined;
  /** Of the product and its configuration together. */
  readonly problems: readonly Problem[];
}

/**
 * Reads a product: names of the folders that matter, the roadmap, and the first lines of the files that decide.
 *
 * Whole plans and summaries are not read: a listing answers most questions about state. (design 2)
 */
export function loadProduct(files: Files, place: Place): LoadedProduct | Refusal {
  const reading = loadConfig(files, place);
  if (isRefusal(reading)) return reading;
  const roadmap = loadRoadmap(files, projectFile(place.project, "ROADMAP"));
  if (isRefusal(roadmap)) return roadmap;
  const naming = namingOf(reading.config);
  const listings = listFolders(files, place);
  if (isRefusal(listings)) return listings;
  const scan = scanPhases(listings, place.project, naming);
  const state = files.head(projectFile(place.project, "STATE"));
  const unreadable: Problem[] = [];
  const heads = readHeads(files, scan.folders, unreadable);
  const product = readProduct({
    project: place.project,
    roadmap,
    stateMilestone: typeof state === "string" ? milestoneIn(state) : undefined,
    scan,
    heads,
    verifier: reading.config["workflow.verifier"],
    naming,
  });
  const stateProblem = typeof state === "object" ? [problemOf(state)] : [];
  return { config: reading.config, product, roadmap, problems: [...reading.problems, ...stateProblem, ...unreadable, ...product.problems] };
}

/** The front matter alone counts: the body of STATE.md tells of many milestones. */
function milestoneIn(head: string): string | undefined {
  const value = readFrontMatter(head).entries.get("milestone")?.value;
  return value?.kind === "scalar" && value.text !== "" ? value.text : undefined;
}

function loadRoadmap(files: Files, path: PlanningPath): RoadmapText | undefined | Refusal {
  const source = files.read(path);
  if (typeof source === "object") return fileRefusal(source);
  if (source === undefined) return undefined;
  return { source, outline: scanOutline(source) };
}

function listFolders(files: Files, place: Place): ReadonlyMap<string, readonly string[] | undefined> | Refusal {
  const known = new Map<string, readonly string[] | undefined>();
  for (let wanted = wantedFolders(known, place.project); wanted.length > 0; wanted = wantedFolders(known, place.project)) {
    for (const folder of wanted) {
      const names = files.list(folder);
      if (isFileRefusal(names)) return fileRefusal(names);
      known.set(folder, names);
    }
  }
  return known;
}

function readHeads(files: Files, folders: Parameters<typeof textsWanted>[0], unreadable: Problem[]): Heads {
  const heads = new Map<PlanningPath, HeadFacts>();
  for (let wanted = textsWanted(folders, heads); wanted.length > 0; wanted = textsWanted(folders, heads)) {
    for (const path of wanted) {
      const head = files.head(path);
      if (typeof head === "object") unreadable.push(problemOf(head));
      heads.set(path, readHeadFacts(typeof head === "string" ? head : undefined));
    }
  }
  return heads;
}

function problemOf(refusal: FileRefusal): Problem {
  return { code: refusal.code, severity: "warning", message: refusal.message, remedy: refusal.remedy, path: refusal.path };
}

/** What a command needs that works on the active milestone; says no where that cannot be told. */
export function activeMilestoneOf(loaded: LoadedProduct): NonNullable<Product["milestone"]> | Refusal {
  const { product } = loaded;
  if (product.milestone !== undefined) return product.milestone;
  const cause = product.problems.find((problem) => problem.code === "roadmap-missing" || problem.code === "active-milestone-unknown") ?? product.problems[0];
  return cause === undefined
    ? refuse("active-milestone-unknown", "it cannot be told which milestone is active", "Name it in the front matter of STATE.md: `milestone: v1.1`.")
    : refuse(cause.code, cause.message, cause.remedy, { at: cause.path, problems: [cause] });
}
