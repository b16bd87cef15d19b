#!/usr/bin/env node
import { parseArgs } from "node:util";
import { plainPaint, renderFailure } from "@dgs/render";
import { serveProduct } from "@dgs/mcp-server";
import { isRefusal } from "@dgs/runtime";
import { HELP } from "./help.js";

// Put in by the build, so that no file has to be read.
declare const DGS_VERSION: string | undefined;
const version = typeof DGS_VERSION === "string" ? DGS_VERSION : "0.0.0-source";

const OPTIONS = {
  "root": { type: "string" },
  "project": { type: "string" },
  "http": { type: "string" },
  "no-questions": { type: "boolean" },
  "run": { type: "string" },
  "version": { type: "boolean", short: "v" },
  "help": { type: "boolean", short: "h" },
} as const;

void main();

async function main(): Promise<void> {
  // Where the program ends without an answer, something broke off: nobody shall take that for success.
  process.exitCode = 1;
  const say = (line: string): void => { process.stderr.write(`${line}\n`); };
  try {
    const { values } = parseArgs({ options: OPTIONS, strict: true, allowPositionals: false });
    if (values.version === true || values.help === true) {
      process.stdout.write(`${values.version === true ? version : HELP}\n`);
      process.exitCode = 0;
      return;
    }
    const { root, project, http, run } = values;
    const wish = { questions: values["no-questions"] !== true, ...(root === undefined ? {} : { root }), ...(project === undefined ? {} : { project }), ...(http === undefined ? {} : { http }), ...(run === undefined ? {} : { run }) };
    const code = await serveProduct(wish, { cwd: process.cwd(), env: process.env, version, self: [process.execPath, process.argv[1] ?? ""], say });
    if (isRefusal(code)) say(renderFailure({ type: "refused", refusal: code }, process.cwd(), plainPaint));
    process.exitCode = isRefusal(code) ? 2 : code;
  } catch (error) {
    say(`dgs-mcp: ${error instanceof Error ? error.message : String(error)}`);
    say("  do: `dgs-mcp --help` shows what it takes.");
    process.exitCode = isUsage(error) ? 2 : 1;
  }
}

function isUsage(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}
