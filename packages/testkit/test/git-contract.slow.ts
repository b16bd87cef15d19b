import { createGit } from "@dgs/git";
import { createProcesses } from "@dgs/process";
import { gitContract } from "../src/git-contract.js";

const processes = createProcesses({ leftovers: "leave" });

gitContract((env) => createGit({ processes, env }));
