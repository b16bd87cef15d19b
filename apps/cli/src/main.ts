#!/usr/bin/env node

import type { Answer } from "./answer.js";

// Put in by the build, so that no file has to be read.
declare const DGS_VERSION: string | undefined;
const version = typeof DGS_VERSION === "string" ? DGS_VERSION : "0.0.0-source";

const [first, ...rest] = process.argv.slice(2);
if ((first === "--version" || first === "-v") && rest.length === 0) process.stdout.write(`${version}\n`);
// A shell waits for it with every Tab, too.
else if (first === "__complete") void import("./completion/complete.js").then(({ complete }) => complete(rest));
else void main();

/** Everything else is loaded from here on only, and nothing is shared with this file: the version is asked for often, by scripts that wait for it. */
async function main(): Promise<void> {
  // Where the program ends without an answer, something broke off: nobody shall take that for success.
  process.exitCode = 1;
  const { answerCall, createIo, choosePaint, EXIT_CODES, explainError, failureReport, formatJson, isJsonAsked, renderFailure } = await import("./program.js");
  const io = createIo((error) => {
    process.exitCode = EXIT_CODES.internal;
    io.stderr.write(`dgs: the result could not be written: ${error.message}\n`);
  });
  const answer: Answer = await answerCall(io, version).catch((error: unknown) => explainError(error, io.env));
  if (answer.type === "served") process.exitCode = answer.code;
  else if (answer.type === "reported") {
    io.stdout.write(`${isJsonAsked(io.args) ? formatJson(answer.report) : answer.text()}\n`);
    process.exitCode = EXIT_CODES[answer.exit];
  } else {
    if (isJsonAsked(io.args)) io.stdout.write(`${formatJson(failureReport(answer, io.cwd))}\n`);
    else io.stderr.write(`${renderFailure(answer, io.cwd, choosePaint(io.stderr, io.env))}\n`);
    if (answer.stack !== undefined) io.stderr.write(`${answer.stack}\n`);
    process.exitCode = EXIT_CODES[answer.refusal.exit];
  }
  // Once everything is said: it may take some seconds, and changes nothing of it.
  await answer.tell?.();
}
