import { randomBytes } from "node:crypto";
import { createGitPorts, refuse, showsBearer } from "@dgs/host";
import { serveReport } from "@dgs/page";
import { forwardSignals } from "@dgs/process";
import { isRefusal, milestoneReport } from "@dgs/runtime";
import type { Command } from "../command-spec.js";
import { formatJson } from "../format-json.js";
import { inPlace } from "../in-place.js";
import { openBrowser } from "../open-browser.js";

/** `dgs ui` */
export const runUi: Command = (call) =>
  inPlace(call, async (place) => {
    const { io, flags, operands: { version }, values: { port = "0" } } = call;
    if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) return refuse("option-value-unknown", `--port has to be a port from 0 to 65535, and is ${JSON.stringify(port)}`, "Give a port, or none: any that is free is taken then.", "the command line");
    const ports = createGitPorts(call, place);
    if (isRefusal(ports)) return ports;
    const report = (): ReturnType<typeof milestoneReport> => milestoneReport(ports, place, version === undefined ? {} : { version });
    // A version that is not there is a mistake, and told before anything is served.
    const first = await report();
    if (isRefusal(first)) return first;
    const signals = forwardSignals();
    try {
      const served = await serveReport({ port: Number(port), token: randomBytes(24).toString("base64url"), showsToken: showsBearer, report, signal: signals.signal as AbortSignal });
      io.stdout.write(flags.has("json") ? `${formatJson({ type: "ui", version: first.version, url: served.url })}\n` : `${served.url}\n`);
      io.stderr.write(`The report of ${first.version} is served until Ctrl-C. Whoever has the address can read it.\n`);
      const forget = flags.has("open") ? openBrowser(served.url, (message) => { io.stderr.write(`${message}\n`); }) : undefined;
      await served.closed;
      forget?.();
      return { type: "served", code: 0 };
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code !== "EADDRINUSE" && code !== "EACCES") throw error;
      return refuse("port-not-free", `port ${port} cannot be had: ${message}`, "Give another port, or none: any that is free is taken then.", "the command line");
    } finally {
      signals.release();
    }
  });
