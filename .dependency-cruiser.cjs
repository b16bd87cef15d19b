/**
 * Who may import whom. Every rule is a sentence; its comment says what to do instead.
 * test/boundaries.test.ts breaks each of them once and sees it caught.
 *
 * Tests are left out: they may use testkit and what they like of their own package.
 *
 * @type {import("dependency-cruiser").IConfiguration}
 */
const machine = "(job|phase|audit|quick)";

module.exports = {
  forbidden: [
    {
      name: "core-imports-itself-and-its-parsers-only",
      comment: "core is pure. Put what needs Node or another package behind a port in core/src/ports and do it in runtime or an adapter.",
      severity: "error",
      from: { path: "^packages/core/src/" },
      to: {
        pathNot: [
          "^packages/core/src/",
          "(^|/)node_modules/(unified|remark-parse|remark-gfm|remark-frontmatter|yaml)(/|$)",
          // The types of the tree; ESLint keeps them types.
          "(^|/)node_modules/@types/(mdast|unist)(/|$)",
          "^mdast$",
          // A path that leads nowhere is told by every-import-resolves.
          "^\\.{1,2}/",
        ],
      },
    },
    {
      name: "text-and-ids-know-nobody",
      comment: "text and ids are the ground that the rest stands on: move what needs more into markdown or planning.",
      severity: "error",
      from: { path: "^packages/core/src/(text|ids)/" },
      to: { path: "^packages/core/src/", pathNot: "^packages/core/src/$1/" },
    },
    {
      name: "markdown-knows-text-and-problems-only",
      comment: "markdown knows structure, not meaning: move what knows ids or planning files into planning.",
      severity: "error",
      from: { path: "^packages/core/src/markdown/" },
      to: { path: "^packages/core/src/", pathNot: "^packages/core/src/((markdown|text)/|problem\\.ts$)" },
    },
    {
      name: "planning-knows-no-machine-and-no-port",
      comment: "planning reads and edits files; what to do about them is a machine's business: move it into job (or phase, audit, quick).",
      severity: "error",
      from: { path: "^packages/core/src/planning/" },
      to: { path: "^packages/core/src/", pathNot: "^packages/core/src/((planning|markdown|ids|text|roles)/|problem\\.ts$|file-change\\.ts$)" },
    },
    {
      name: "checklist-knows-no-machine",
      comment: "checklist is what the files of all machines have in common: move what knows the words of one machine into its folder.",
      severity: "error",
      from: { path: "^packages/core/src/checklist/" },
      to: { path: "^packages/core/src/", pathNot: "^packages/core/src/((checklist|markdown|text|ids)/|problem\\.ts$)" },
    },
    {
      name: "roles-know-ids-only",
      comment: "roles are a table: what needs more belongs to the machine that uses the table.",
      severity: "error",
      from: { path: "^packages/core/src/roles/" },
      to: { path: "^packages/core/src/", pathNot: "^packages/core/src/(roles|ids)/" },
    },
    {
      name: "prompts-know-roles-ids-and-text-only",
      comment: "a prompt is text made of values: let the caller read the planning files and pass what the prompt needs.",
      severity: "error",
      from: { path: "^packages/core/src/prompts/" },
      to: { path: "^packages/core/src/", pathNot: "^packages/core/src/(prompts|roles|ids|text)/" },
    },
    {
      name: "ports-know-no-machine-and-no-planning-file",
      comment: "a port is an interface in words that every machine shares (ids, roles, file changes, problems): move what is a machine's own into the machine.",
      severity: "error",
      from: { path: "^packages/core/src/ports/" },
      to: { path: "^packages/core/src/", pathNot: "^packages/core/src/((ports|ids|roles)/|file-change\\.ts$|problem\\.ts$)" },
    },
    {
      name: "spending-knows-roles-and-ports-only",
      comment: "spending is arithmetic on what runs used up: let the caller read the configuration and the planning files and pass numbers.",
      severity: "error",
      from: { path: "^packages/core/src/spending/" },
      to: { path: "^packages/core/src/", pathNot: "^packages/core/src/(spending|roles|ports)/" },
    },
    {
      name: "code-knows-nobody",
      comment: "code tells what text tells of source files: move what knows plans or gates into structure or gate.",
      severity: "error",
      from: { path: "^packages/core/src/code/" },
      to: { path: "^packages/core/src/", pathNot: "^packages/core/src/code/" },
    },
    {
      name: "checks-of-an-audit-know-no-machine",
      comment: "structure and gate are checks as functions: let the machine or the runtime pass them what they need.",
      severity: "error",
      from: { path: "^packages/core/src/(structure|gate)/" },
      to: { path: "^packages/core/src/", pathNot: "^packages/core/src/($1|code|planning|markdown|text)/" },
    },
    {
      name: "phase-changes-know-no-machine",
      comment: "which phases a milestone has is edits of planning files: let the caller say what runs, and pass texts.",
      severity: "error",
      from: { path: "^packages/core/src/phase-changes/" },
      to: { path: "^packages/core/src/", pathNot: "^packages/core/src/((phase-changes|planning|markdown|text|ids)/|(file-change|apply-changes)\\.ts$)" },
    },
    {
      name: "facts-of-a-code-base-know-no-planning-file",
      comment: "codebase tells what files and manifests say, and stamps documents: let the caller read the planning files and pass texts.",
      severity: "error",
      from: { path: "^packages/core/src/codebase/" },
      to: { path: "^packages/core/src/", pathNot: "^packages/core/src/(codebase|code|markdown|text)/" },
    },
    {
      name: "plan-check-knows-no-machine",
      comment: "plans are checked by functions: let the runtime look up what is there, and decide what becomes of the findings.",
      severity: "error",
      from: { path: "^packages/core/src/plan-check/" },
      to: { path: "^packages/core/src/", pathNot: "^packages/core/src/((plan-check|results|planning|ports|markdown|text|ids)/|problem\\.ts$)" },
    },
    {
      name: "test-output-knows-text-only",
      comment: "what a test command printed is read without knowing why it was run: let the caller pass text and take the verdict.",
      severity: "error",
      from: { path: "^packages/core/src/test-output/" },
      to: { path: "^packages/core/src/", pathNot: "^packages/core/src/(test-output|text)/" },
    },
    {
      name: "shared-words-of-core-know-no-machine",
      comment: "problem.ts and its neighbours are words that everybody in core uses: move what needs a machine or a planning file into its folder.",
      severity: "error",
      from: { path: "^packages/core/src/[^/]+\\.ts$", pathNot: "^packages/core/src/index\\.ts$" },
      to: { path: "^packages/core/src/(planning|markdown|checklist|ports|prompts|spending|test-output|code|codebase|structure|gate|job|phase|audit|quick)/" },
    },
    {
      name: "machines-do-not-know-each-other",
      comment: "job, phase, audit and quick meet only in the runtime: what crosses is an effect and an observation.",
      severity: "error",
      from: { path: `^packages/core/src/${machine}/` },
      to: { path: `^packages/core/src/${machine}/`, pathNot: "^packages/core/src/$1/" },
    },
    {
      name: "process-knows-core-only",
      comment: "process runs one program: what is about git or agents belongs there.",
      severity: "error",
      from: { path: "^packages/process/src/" },
      to: { path: "^packages/", pathNot: "^packages/(core|process)/" },
    },
    {
      name: "adapters-know-core-and-process-only",
      comment: "git and agents do not know each other nor the runtime: the app joins them by passing ports.",
      severity: "error",
      from: { path: "^packages/(git|agents)/src/" },
      to: { path: "^packages/", pathNot: "^packages/(core|process|$1)/" },
    },
    {
      name: "runtime-is-given-its-adapters",
      comment: "runtime is written against the ports in core: take the adapter as an argument and let the app pass it.",
      severity: "error",
      from: { path: "^packages/runtime/src/" },
      to: { path: "^packages/", pathNot: "^packages/(core|runtime)/" },
    },
    {
      name: "render-knows-core-and-runtime-only",
      comment: "a text is made of a report: let the face run the command and pass the report.",
      severity: "error",
      from: { path: "^packages/render/src/" },
      to: { path: "^packages/", pathNot: "^packages/(core|runtime|render)/" },
    },
    {
      name: "host-knows-no-face",
      comment: "host makes ports; how a command is asked for and what its report looks like is a face's business.",
      severity: "error",
      from: { path: "^packages/host/src/" },
      to: { path: "^packages/(render|mcp-server)/" },
    },
    {
      name: "testkit-is-for-tests-only",
      comment: "testkit is not published: move what a product needs into the package that owns it.",
      severity: "error",
      from: { path: "^(packages|apps)/[^/]+/src/", pathNot: "^packages/testkit/" },
      to: { path: "^packages/testkit/" },
    },
    {
      name: "no-package-knows-an-app",
      comment: "apps are faces: move what is shared into runtime.",
      severity: "error",
      from: { path: "^packages/" },
      to: { path: "^apps/" },
    },
    {
      name: "apps-do-not-know-each-other",
      comment: "move what two faces share into runtime.",
      severity: "error",
      from: { path: "^apps/([^/]+)/" },
      to: { path: "^apps/", pathNot: "^apps/$1/" },
    },
    {
      name: "packages-are-entered-by-the-front-door",
      comment: "import `@dgs/x`, never a file inside it: export from its index.ts what others need.",
      severity: "error",
      from: { path: "^(packages|apps)/([^/]+)/" },
      to: { path: "^packages/[^/]+/(src|dist)/(?!index\\.)", pathNot: "^$1/$2/" },
    },
    {
      name: "imports-make-no-cycle",
      comment: "two files that need each other are one thing or three: move the shared part into a file of its own.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "every-file-is-used",
      comment: "nothing imports this file and it imports nothing: export it from index.ts or delete it.",
      severity: "error",
      from: { orphan: true, path: "/src/", pathNot: "/src/(index|main)\\.ts$" },
      to: {},
    },
    {
      name: "every-import-resolves",
      comment: "no such file or package, or a door that the package does not have: correct the path, or add the package to package.json.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^mdast$" },
    },
    {
      name: "every-package-is-declared",
      comment: "add the package to the dependencies in the package.json of the package that imports it.",
      severity: "error",
      from: { path: "/src/" },
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    },
    {
      name: "sources-use-no-development-dependency",
      comment: "a user who installs the package does not get it: move it to dependencies.",
      severity: "error",
      from: { path: "/src/", pathNot: "^packages/testkit/" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: ["/dist/", "\\.config\\.ts$", "\\.(test|crash)\\.ts$", "/fixtures/", "^(packages|apps)/[^/]+/test/"] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["@dgs/source", "import", "types", "default"],
      extensions: [".ts", ".js", ".json"],
    },
  },
};
