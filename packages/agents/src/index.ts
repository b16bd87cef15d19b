// Every export of @dgs/agents by name. A line added here is public for good: add on purpose.
export { createAgents, type AgentsConfig } from "./create-agents.js";
export { createCommandAgents, type CommandAgentsOptions } from "./command/create-command-agents.js";
export type { Dialogue, Launch, LaunchSetup, PersonFile, ProgramAdapter, SignInPlaces, StreamEnding, StreamReader } from "./program/adapter.js";
export { createAgentDetector, type AgentDetectorOptions } from "./detect/create-agent-detector.js";
export { ADAPTERS, type AdapterName } from "./program/adapters.js";
export { createProgramAgents, type ProgramAgentsOptions } from "./program/create-program-agents.js";
export { createOutbox } from "./outbox/create-outbox.js";
export { AGENT_PROBLEMS, type AgentProblemCode } from "./problem-codes.js";
export { createReplayAgents, type ReplayAgentsOptions } from "./replay/create-replay-agents.js";
export { parseTape, type TapeRead } from "./replay/parse-tape.js";
export { keepPlayedRuns, type PlayedRuns } from "./replay/played-runs.js";
export { readTape } from "./replay/read-tape.js";
export { createRecordingAgents, type RecordingAgentsOptions } from "./record/create-recording-agents.js";
export type { RecordedRun, RunBeginning, RunBegun } from "./record/recorded-runs.js";
export type { Snapshot, SnapshotEntry } from "./record/snapshot-tree.js";
export { openTape, type TapeWriter } from "./record/tape-writer.js";
export type { Tape, TapeChange, TapeEntry, TapeExpectation, TapeFile, TapeOmission, TapeOpen, TapeOutboxFile, TapeQuestion, TapeResult } from "./replay/tape.js";
