import { findProgram } from "../../../scripts/agents/places.mjs";
import { programContract } from "../src/agent-contract/program-contract.js";
import { TESTED_PROGRAMS } from "../src/agent-contract/programs.js";

programContract(TESTED_PROGRAMS.copilot, findProgram("copilot")?.path);
