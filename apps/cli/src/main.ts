#!/usr/bin/env node
import { VERSION } from "./version.js";

const [first, ...rest] = process.argv.slice(2);
if ((first === "--version" || first === "-v") && rest.length === 0) process.stdout.write(`${VERSION}\n`);
else await main();

/** Everything is loaded from here on only: the version is asked for often, by scripts that wait for it. */
async function main(): Promise<void> {
  const { answerCall, createIo, choosePaint, EXIT_CODES, explainError, failureReport, formatJson, isJsonAsked, renderFailure } = await import("./program.js");
  const io = createIo();
  const answer = await answerCall(io).catch((error: unknown) => explainError(error, io.env));
  if (answer.type === "reported") {
    io.stdout.write(`${isJsonAsked(io.args) ? formatJson(answer.report) : answer.text()}\n`);
    process.exitCode = EXIT_CODES[answer.exit];
  } else {
    if (isJsonAsked(io.args)) io.stdout.write(`${formatJson(failureReport(answer, io.cwd))}\n`);
    else io.stderr.write(`${renderFailure(answer, io.cwd, choosePaint(io.stderr, io.env))}\n`);
    if (answer.stack !== undefined) io.stderr.write(`${answer.stack}\n`);
    process.exitCode = EXIT_CODES[answer.refusal.exit];
  }
}
