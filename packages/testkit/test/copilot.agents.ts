import { findProgram } from "../../../scripts/agents/places.mjs";
import { jobContract } from "../src/agent-contract/job-contract.js";
import { programContract } from "../src/agent-contract/program-contract.js";
import { TESTED_PROGRAMS } from "../src/agent-contract/programs.js";

const path = findProgram("copilot")?.path;
programContract(TESTED_PROGRAMS.copilot, path);
// Last: its row stands at the end of the matrix.
jobContract(TESTED_PROGRAMS.copilot, path);
