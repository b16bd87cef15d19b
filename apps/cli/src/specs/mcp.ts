import type { CommandSpec } from "../command-spec.js";

/** `dgs mcp` */
export const mcpSpec: CommandSpec = {
  name: "mcp",
  summary: "serve DGS to agents, over MCP",
  details: [
    "Speaks the Model Context Protocol on stdin and stdout, for a client that starts it, or over HTTP on this machine with --http. What long work a client starts goes on when the client is gone.",
    "The planning root is fixed when the server starts. Over HTTP clients have to show a bearer token: that of DGS_MCP_TOKEN, or one that is made up and printed.",
  ],
  operands: [],
  options: [
    { name: "http", value: "port", completes: "text", summary: "over HTTP on 127.0.0.1; 0: any free port" },
    { name: "no-questions", summary: "never ask a person through the client" },
    { name: "run", value: "folder", completes: "folder", summary: "carry out a run that a client started; the server starts itself with this" },
  ],
  examples: [
    { line: "dgs mcp --root ~/product", says: "serve one product on stdin and stdout" },
    { line: "dgs mcp --http 7311", says: "serve it at http://127.0.0.1:7311/mcp" },
  ],
  load: async () => (await import("../commands/mcp.js")).runMcp,
};
