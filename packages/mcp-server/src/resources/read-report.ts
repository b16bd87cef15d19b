import { createCodePorts } from "@dgs/host";
import { isRefusal, milestoneReport, type MilestoneReport, type Refusal } from "@dgs/runtime";
import type { OpenProduct } from "../product.js";

/** Reads the report of a milestone, as `dgs report --json` prints it. Takes no lock and writes nothing. */
export async function readReport({ asked, place }: OpenProduct, version: string): Promise<MilestoneReport | Refusal> {
  const ports = createCodePorts(asked, place);
  return isRefusal(ports) ? ports : milestoneReport(ports, place, { version });
}
