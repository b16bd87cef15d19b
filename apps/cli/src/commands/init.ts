import { init, isRefusal } from "@dgs/runtime";
import { refused, reported } from "../answer.js";
import type { Command } from "../command-spec.js";
import { renderInit } from "../render/init.js";
import { refuseUsage } from "../refuse.js";

/** `dgs init` */
export const runInit: Command = async ({ io, values: { root, folder, project } }) => {
  if (project !== undefined) return refused(refuseUsage("option-unfit", "dgs init makes no project", "Leave --project out; a project is a folder in the planning folder."));
  const base = root ?? io.env["DGS_ROOT"];
  const report = await init({
    cwd: io.cwd,
    ...(base === undefined || base === "" ? {} : { root: base }),
    ...(folder === ".planning" || folder === ".gsd" ? { folder } : {}),
  });
  return isRefusal(report) ? refused(report) : reported(report, () => renderInit(report, io.cwd));
};
