import { findProgram } from "../../../scripts/agents/places.mjs";
import { jobContract } from "../src/agent-contract/job-contract.js";
import { TESTED_PROGRAMS } from "../src/agent-contract/programs.js";

jobContract(TESTED_PROGRAMS.copilot, findProgram("copilot")?.path);
