/** How a scripted agent leaves its work. */
export interface AgentTools {
  readonly write: (path: string, text: string) => void;
  readonly leave: (path: string, text: string) => void;
}
