import { serveProduct } from "@dgs/mcp-server";
import { isRefusal } from "@dgs/runtime";
import { refused } from "../answer.js";
import type { Command } from "../command-spec.js";

/** `dgs mcp` */
export const runMcp: Command = async ({ io, values, flags, version }) => {
  const { root, project, http, run } = values;
  const wish = { questions: !flags.has("no-questions"), ...(root === undefined ? {} : { root }), ...(project === undefined ? {} : { project }), ...(http === undefined ? {} : { http }), ...(run === undefined ? {} : { run }) };
  const self = [process.execPath, process.argv[1] ?? "", "mcp"] as const;
  const code = await serveProduct(wish, { cwd: io.cwd, env: io.env, version, self, say: (line) => { io.stderr.write(`${line}\n`); } });
  return isRefusal(code) ? refused(code) : { type: "served", code };
};
