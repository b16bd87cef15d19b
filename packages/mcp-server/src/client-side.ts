import { randomBytes } from "node:crypto";
import { CLIENT_CAPABILITIES_META_KEY, type ClientCapabilities, createRequestStateCodec, inputRequired, type InputRequiredResult, inputResponse, type McpServer, type RequestStateCodec, type ServerContext } from "@modelcontextprotocol/server";
import type { ClientAbility, ClientCall, LogLevel, Needing, Progress } from "./registry/client-call.js";

/** What calls have to do with their clients, the same for all servers of a registry: what a client was asked on one connection it may answer on another. */
export interface ClientSide {
  /** Reads what came back of a state; throws where it is not what was sent. */
  readonly verify: RequestStateCodec["verify"];
  /** The client of a call, for the tool or prompt of that name. */
  readonly callOf: (server: McpServer, context: ServerContext, owner: string) => ClientCall;
  /** The result that asks a client for what a call needs. */
  readonly ask: (needing: Needing, context: ServerContext, owner: string) => Promise<InputRequiredResult>;
}

/** A state as it goes to the client: whose it is, as one that comes back with another call would say what that one never knew. */
interface OwnedState {
  readonly owner: string;
  readonly state: unknown;
}

/** Creates the client's side. States are signed with a key of this process: an answer to a question of a server that is gone asks again. */
export function createClientSide(): ClientSide {
  const codec = createRequestStateCodec<OwnedState>({ key: randomBytes(32), bind: ({ mcpReq }) => mcpReq.method });
  return {
    verify: (state, context) => codec.verify(state, context),
    callOf: (server, context, owner) => ({
      signal: context.mcpReq.signal,
      tell: createTell(context),
      log: createLog(context),
      can: (ability) => canGive(server, context, ability),
      given: (name) => inputResponse(context.mcpReq.inputResponses, name),
      state: stateOf(context, owner),
      letGo: () => context.http?.closeSSE?.(),
    }),
    ask: async ({ requests, state }, context, owner) => {
      if (state === undefined) return inputRequired({ inputRequests: { ...requests } });
      return inputRequired({ inputRequests: { ...requests }, requestState: await codec.mint({ owner, state }, context) });
    },
  };
}

function createTell({ mcpReq }: ServerContext): ClientCall["tell"] {
  const token = mcpReq._meta?.progressToken;
  return async ({ message, done, total }: Progress) => {
    if (token === undefined || mcpReq.signal.aborted) return;
    const params = { progressToken: token, progress: done, message, ...(total === undefined ? {} : { total }) };
    // Whoever is gone hears of nothing, and that is no fault.
    await mcpReq.notify({ method: "notifications/progress", params }).catch(() => undefined);
  };
}

function createLog({ mcpReq }: ServerContext): ClientCall["log"] {
  return async (level: LogLevel, message: string) => {
    // Given up by the protocol for servers on stdio; nothing else reaches the log of a client that is elsewhere.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    await mcpReq.log(level, message).catch(() => undefined);
  };
}

function stateOf({ mcpReq }: ServerContext, owner: string): unknown {
  const owned = mcpReq.requestState<OwnedState>();
  return owned?.owner === owner ? owned.state : undefined;
}

/** Whether a client can give something; what it says of itself comes with each request since 2026-07-28, and with its opening before. */
function canGive(server: McpServer, { mcpReq }: ServerContext, ability: ClientAbility): boolean {
  const inRequest = (mcpReq.envelope as Readonly<Record<string, ClientCapabilities | undefined>> | undefined)?.[CLIENT_CAPABILITIES_META_KEY];
  // The only place where an opening of the older revisions is kept.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const capabilities = inRequest ?? server.server.getClientCapabilities();
  const elicitation = capabilities?.elicitation;
  if (ability === "elicitation") return elicitation !== undefined && (elicitation.form !== undefined || elicitation.url === undefined);
  return capabilities?.[ability] !== undefined;
}
