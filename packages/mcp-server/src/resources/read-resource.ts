import type { PlanningPath } from "@dgs/core";
import { createFilePorts } from "@dgs/host";
import { fileRefusal, findJob, isFileRefusal, isRefusal, type Place, progress, type Refusal, reportPagePath, statPlanningFile } from "@dgs/runtime";
import type { ReadResourceResult } from "@modelcontextprotocol/server";
import { type OpenProduct, openProduct, type ProductOptions } from "../product.js";
import { createEventReader } from "../runs/run-events.js";
import { runFolder } from "../runs/run-record.js";
import { isKnown, reportRun, unknownRun } from "../runs/watch-run.js";
import { type Address, parseAddress, PROGRESS } from "./address.js";
import { mediaTypeOf } from "./media-type.js";
import { readReport } from "./read-report.js";
import { notFound, unreadable } from "./resource-errors.js";

/** Bytes of the largest planning file that is given; a plan has some thousand. */
const MOST_BYTES = 1_048_576;

/** Bytes of the largest page of a report that is given: it tells of thousands of plans. */
const MOST_PAGE_BYTES = 16 * MOST_BYTES;

/** Lines of a log that are given: the last ones. */
const MOST_LINES = 2_000;

/** Reads what is at an address. Everything else is a protocol error that says what was wrong and what to do: an unknown address, a file that is not there, leads out of the root, is too big or no UTF-8. */
export async function readResource(options: ProductOptions, uri: string): Promise<ReadResourceResult> {
  const address = parseAddress(uri);
  if (address === undefined) throw notFound(uri, "this is no address of DGS, or one that leads out of the planning root", `Addresses are ${PROGRESS}, dgs://planning/PATH, dgs://job/VERSION, dgs://report/VERSION, dgs://report/VERSION/page, dgs://run/ID and dgs://run/ID/log.`);
  const product = openProduct(options);
  if (isRefusal(product)) throw unreadable(uri, product);
  const { mimeType, text } = await readAt(product, uri, address);
  return { contents: [{ uri, mimeType, text }] };
}

interface Content {
  readonly mimeType: string;
  readonly text: string;
}

async function readAt(product: OpenProduct, uri: string, address: Address): Promise<Content> {
  const { place } = product;
  switch (address.type) {
    case "progress":
      return readProgress(place, uri);
    case "planning":
      return readPlanningFile(place, uri, address.path);
    case "job":
      return readJob(place, uri, address.version);
    case "report": {
      const report = await readReport(product, address.version);
      if (isRefusal(report)) throw ofVersion(uri, report);
      return json(report);
    }
    case "report-page":
      return readPage(place, uri, address.version);
    case "run":
      return readRun(place, uri, address.id);
    case "run-log":
      return readLog(place, uri, address.id);
  }
}

async function readProgress(place: Place, uri: string): Promise<Content> {
  const report = await progress(createFilePorts(place), place);
  if (isRefusal(report)) throw unreadable(uri, report);
  return json(report);
}

function readPlanningFile(place: Place, uri: string, path: PlanningPath, mostBytes = MOST_BYTES): Content {
  const facts = statPlanningFile(place.root, path);
  if (isFileRefusal(facts)) throw unreadable(uri, fileRefusal(facts));
  if (facts === undefined) throw notFound(uri, `there is no file ${path} in the planning folder`, "List the resources, or complete the path.");
  if (facts.size > mostBytes) {
    const message = `it has ${String(facts.size)} bytes, and files of up to ${String(mostBytes)} are given`;
    throw unreadable(uri, { code: "resource-too-big", message, at: path, remedy: "Read it as a file.", exit: "usage" });
  }
  const text = createFilePorts(place).files.read(path);
  if (isFileRefusal(text)) throw unreadable(uri, fileRefusal(text));
  if (text === undefined) throw notFound(uri, `the file ${path} is not there any more`, "List the resources again.");
  return { mimeType: mediaTypeOf(path), text };
}

function readJob(place: Place, uri: string, version: string): Content {
  const path = findJob(createFilePorts(place).files, place, version);
  if (!isRefusal(path)) return readPlanningFile(place, uri, path);
  throw ofVersion(uri, path);
}

function readPage(place: Place, uri: string, version: string): Content {
  const path = reportPagePath(place, version);
  if (statPlanningFile(place.root, path) === undefined) throw notFound(uri, `no report of ${version} is kept as a page`, `A run of its job writes one when it ends, and so does \`dgs report ${version}\`; dgs://report/VERSION is the same as JSON.`);
  return readPlanningFile(place, uri, path, MOST_PAGE_BYTES);
}

/** The error for a version that there is nothing of. */
function ofVersion(uri: string, refusal: Refusal): Error {
  return ["no-such-job", "no-such-milestone", "bad-version"].includes(refusal.code) ? notFound(uri, refusal.message, refusal.remedy) : unreadable(uri, refusal);
}

function readRun(place: Place, uri: string, id: string): Content {
  const report = isKnown(place, id) ? reportRun(place, id, createEventReader(runFolder(place, id), 0)) : undefined;
  if (report === undefined) throw noRun(place, uri, id);
  return json(report);
}

function readLog(place: Place, uri: string, id: string): Content {
  if (!isKnown(place, id)) throw noRun(place, uri, id);
  const { lines } = createEventReader(runFolder(place, id), 0)();
  const left = Math.max(0, lines.length - MOST_LINES);
  const text = [...(left === 0 ? [] : [`(${String(left)} earlier lines left out)`]), ...lines.slice(-MOST_LINES)].join("\n");
  return { mimeType: "text/plain", text: text === "" ? "" : `${text}\n` };
}

function noRun(place: Place, uri: string, id: string): Error {
  const { message, remedy } = unknownRun(place, id);
  return notFound(uri, message, remedy);
}

function json(report: object): Content {
  return { mimeType: "application/json", text: `${JSON.stringify(report, undefined, 2)}\n` };
}
