/** What `dgs-mcp --help` prints, without the last line's end. */
export const HELP = `dgs-mcp: serve DGS to agents, over MCP. It is what \`dgs mcp\` starts.

Usage: dgs-mcp [options]

  --root <folder>     the planning root, or the folder that holds it; DGS_ROOT says the same
  --project <name>    the project, in a product with several
  --http <port>       over HTTP on 127.0.0.1, with a bearer token; 0: any free port
  --no-questions      never ask a person through the client
  --run <folder>      carry out a run that a client started; the server starts itself with this
  -v, --version       show the version
  -h, --help          show this help

On stdin and stdout it speaks the Model Context Protocol. docs/mcp.md says what it offers.`;
