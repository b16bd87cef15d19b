import { createNodegitGit } from "@dgs/git";
import { createProcesses } from "@dgs/process";
import { it } from "vitest";
import { whyNoNodegit, withNodegit } from "../src/built-nodegit.js";
import { gitContract } from "../src/git-contract.js";

const processes = createProcesses({ leftovers: "leave" });
const missing = whyNoNodegit();

if (missing === undefined) gitContract((env) => createNodegitGit({ processes, env: withNodegit(env) }));
else it("keeps the contract of every git engine", (context) => { context.skip(missing); });
