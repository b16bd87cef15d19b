import { joinPath, milestonesFolder, type PlanningPath, type ProjectFolder } from "@dgs/core";

/** Where what is kept of a finished milestone lies. (formats.md 1 and 15) */
export interface ArchivePaths {
  readonly roadmap: PlanningPath;
  readonly requirements: PlanningPath;
  readonly audit: PlanningPath;
  /** What the test commands of the audit printed. */
  readonly auditLog: PlanningPath;
  /** The folder that its phase folders are moved to. */
  readonly phases: PlanningPath;
}

/** The paths of the archive of a version. */
export function archivePaths(project: ProjectFolder, version: string): ArchivePaths {
  const folder = milestonesFolder(project);
  const path = (name: string): PlanningPath => joinPath(folder, `${version}-${name}`);
  return { roadmap: path("ROADMAP.md"), requirements: path("REQUIREMENTS.md"), audit: path("MILESTONE-AUDIT.md"), auditLog: path("MILESTONE-AUDIT-LOG.md"), phases: path("phases") };
}

/** All of them, in the order in which they are shown. */
export function allArchivePaths({ roadmap, requirements, audit, auditLog, phases }: ArchivePaths): readonly PlanningPath[] {
  return [roadmap, requirements, audit, auditLog, phases];
}
