import { completePaths } from "../completion/complete-paths.js";
import { completeJobs, completeReported, completeRuns } from "../completion/complete-names.js";
import type { ProductOptions } from "../product.js";
import type { ResourceSpec, TemplateSpec } from "../registry/registry.js";
import { PROGRESS } from "./address.js";
import { listJobFiles, listMilestoneReports, listPlanningFiles, listReportPages, listRunLogs, listRunReports } from "./list-resources.js";
import { readResource } from "./read-resource.js";

/** Makes the resources of a product that have one address. */
export function createProductResources(options: ProductOptions): readonly ResourceSpec[] {
  return [
    {
      name: "progress",
      title: "Where the project stands",
      description: "Phases, jobs, quicks, what waits for a person, the one next command: what `dgs progress --json` prints.",
      uri: PROGRESS,
      mimeType: "application/json",
      read: () => readResource(options, PROGRESS),
    },
  ];
}

/** Makes the resources of a product whose addresses are made of variables. */
export function createProductTemplates(options: ProductOptions): readonly TemplateSpec[] {
  const read = (uri: string): ReturnType<typeof readResource> => readResource(options, uri);
  return [
    {
      name: "planning-file",
      title: "Planning file",
      description: "Any file of the planning folder, by its path in it: ROADMAP.md, phases/01-parser/01-01-PLAN.md.",
      uriTemplate: "dgs://planning/{+path}",
      list: () => Promise.resolve(listPlanningFiles(options)),
      complete: { path: (typed) => completePaths(options, typed) },
      read,
    },
    {
      name: "job",
      title: "Job of a milestone",
      description: "The job file of a version, wherever it lies: in progress, pending or completed.",
      uriTemplate: "dgs://job/{version}",
      mimeType: "text/markdown",
      list: () => listJobFiles(options),
      complete: { version: (typed) => completeJobs(options, typed) },
      read,
    },
    {
      name: "report",
      title: "Report of a milestone",
      description: "What a milestone's job or phases have come to: steps, plans, commits, tests, agents, cost, what needs a person. What `dgs report --json` prints.",
      uriTemplate: "dgs://report/{version}",
      mimeType: "application/json",
      list: () => Promise.resolve(listMilestoneReports(options)),
      complete: { version: (typed) => completeReported(options, typed) },
      read,
    },
    {
      name: "report-page",
      title: "Report of a milestone, for people",
      description: "The same as one page of HTML, as the last run of the job or `dgs report` has written it.",
      uriTemplate: "dgs://report/{version}/page",
      mimeType: "text/html",
      list: () => Promise.resolve(listReportPages(options)),
      complete: { version: (typed) => completeReported(options, typed) },
      read,
    },
    {
      name: "run",
      title: "Run",
      description: "A background run: what it was asked, how it stands, and its report once it ended.",
      uriTemplate: "dgs://run/{id}",
      mimeType: "application/json",
      list: () => Promise.resolve(listRunReports(options)),
      complete: { id: (typed) => completeRuns(options, typed) },
      read,
    },
    {
      name: "run-log",
      title: "Log of a run",
      description: "What went on in a background run, a line each; of a long one the last 2000.",
      uriTemplate: "dgs://run/{id}/log",
      mimeType: "text/plain",
      list: () => Promise.resolve(listRunLogs(options)),
      complete: { id: (typed) => completeRuns(options, typed) },
      read,
    },
  ];
}
