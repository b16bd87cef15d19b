import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { join } from "node:path";
import type { PlanningPath } from "@dgs/core";
import { createFilePorts } from "@dgs/host";
import { findJob, isFileRefusal, isRefusal, type Place, progress, reportPagePath, statPlanningFile } from "@dgs/runtime";
import type { Stamps } from "../changes/create-watch.js";
import { type OpenProduct, openProduct, type ProductOptions } from "../product.js";
import { isRunId, runFolder, statusOf } from "../runs/run-record.js";
import { type Address, parseAddress } from "./address.js";
import { listJobFiles, listPlanningFiles, listReportPages, listRunReports } from "./list-resources.js";
import { readReport } from "./read-report.js";

/** What tells one state of a product's resources from another: sizes and times of files, and of what is made of many files the thing itself. */
export function createStamps(options: ProductOptions): Stamps {
  return {
    knows: (uri) => parseAddress(uri) !== undefined,
    ofResource: (uri) => {
      const address = parseAddress(uri);
      const product = openProduct(options);
      return address === undefined || isRefusal(product) ? "nothing" : stampAt(product, address);
    },
    ofList: async () => digest([...listPlanningFiles(options), ...(await listJobFiles(options)), ...listReportPages(options), ...listRunReports(options)].map(({ uri }) => uri)),
  };
}

function stampAt(product: OpenProduct, address: Address): string | Promise<string> {
  const { place } = product;
  switch (address.type) {
    case "progress":
      return progress(createFilePorts(place), place).then(digest);
    case "planning":
      return stampOfFile(place, address.path);
    case "job": {
      const path = findJob(createFilePorts(place).files, place, address.version);
      return isRefusal(path) ? path.code : `${path} ${stampOfFile(place, path)}`;
    }
    case "report":
      return stampOfReport(product, address.version);
    case "report-page":
      return stampOfFile(place, reportPagePath(place, address.version));
    case "run":
      return isRunId(address.id) ? [statusOf(place, address.id), ...["run.json", "end.json", "events.jsonl"].map((name) => stampInRun(place, address.id, name))].join(" ") : "nothing";
    case "run-log":
      return isRunId(address.id) ? stampInRun(place, address.id, "events.jsonl") : "nothing";
  }
}

/** When it was made says nothing of it, and neither does idle time, which grows with every look while a run goes on. */
async function stampOfReport(product: OpenProduct, version: string): Promise<string> {
  const report = await readReport(product, version);
  return digest(isRefusal(report) ? report.code : { ...report, made: undefined, phases: report.phases.map((phase) => ({ ...phase, idle: undefined })) });
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
