import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { join } from "node:path";
import type { PlanningPath } from "@dgs/core";
import { createFilePorts } from "@dgs/host";
import { findJob, isFileRefusal, isRefusal, type Place, progress, statPlanningFile } from "@dgs/runtime";
import type { Stamps } from "../changes/create-watch.js";
import { openProduct, type ProductOptions } from "../product.js";
import { isRunId, runFolder, statusOf } from "../runs/run-record.js";
import { type Address, parseAddress } from "./address.js";
import { listJobFiles, listPlanningFiles, listRunReports } from "./list-resources.js";

/** What tells one state of a product's resources from another: sizes and times of files, and of what is made of many files the thing itself. */
export function createStamps(options: ProductOptions): Stamps {
  return {
    knows: (uri) => parseAddress(uri) !== undefined,
    ofResource: (uri) => {
      const address = parseAddress(uri);
      const product = openProduct(options);
      return address === undefined || isRefusal(product) ? "nothing" : stampAt(product.place, address);
    },
    ofList: async () => digest([...listPlanningFiles(options), ...(await listJobFiles(options)), ...listRunReports(options)].map(({ uri }) => uri)),
  };
}

function stampAt(place: Place, address: Address): string | Promise<string> {
  switch (address.type) {
    case "progress":
      return progress(createFilePorts(place), place).then(digest);
    case "planning":
      return stampOfFile(place, address.path);
    case "job": {
      const path = findJob(createFilePorts(place).files, place, address.version);
      return isRefusal(path) ? path.code : `${path} ${stampOfFile(place, path)}`;
    }
    case "run":
      return isRunId(address.id) ? [statusOf(place, address.id), ...["run.json", "end.json", "events.jsonl"].map((name) => stampInRun(place, address.id, name))].join(" ") : "nothing";
    case "run-log":
      return isRunId(address.id) ? stampInRun(place, address.id, "events.jsonl") : "nothing";
  }
}

function stampOfFile(place: Place, path: PlanningPath): string {
  const facts = statPlanningFile(place.root, path);
  if (facts === undefined) return "absent";
  return isFileRefusal(facts) ? facts.code : [facts.size, facts.modifiedMs, facts.inode].join(":");
}

function stampInRun(place: Place, id: string, name: string): string {
  const facts = statSync(join(runFolder(place, id), name), { throwIfNoEntry: false });
  return facts === undefined ? "absent" : [facts.size, facts.mtimeMs, facts.ino].join(":");
}

function digest(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}
