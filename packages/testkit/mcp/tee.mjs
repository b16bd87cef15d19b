// Stands between an MCP client and its server, lets everything through as it is, and notes each message. `node tee.mjs LOG PROGRAM ARGUMENT…`

import { spawn } from "node:child_process";
import { appendFileSync } from "node:fs";

const [log, program, ...args] = process.argv.slice(2);
const server = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });

noted("client", process.stdin, server.stdin);
noted("server", server.stdout, process.stdout);
// Either side may be gone while the other one still writes.
for (const stream of [server.stdin, process.stdout]) stream.on("error", () => undefined);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => server.kill(signal));
server.on("close", (code) => {
  note({ from: "server", closed: code });
  process.exit(code ?? 1);
});

function noted(from, source, target) {
  let rest = "";
  source.setEncoding("utf8");
  source.on("data", (chunk) => {
    target.write(chunk);
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.trim() !== "") note({ from, message: JSON.parse(line) });
  });
  source.on("end", () => target.end());
}

function note(what) {
  appendFileSync(log, `${JSON.stringify(what)}\n`);
}
