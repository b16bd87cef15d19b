import type { Notification, Processes } from "@dgs/core";
import { runProgram } from "./run-program.js";
import type { Way } from "./way.js";

interface Desktop {
  readonly processes: Processes;
  readonly platform: string;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly mostMs: number;
}

/** A program with its arguments, and what it finds in its environment. */
export interface DesktopCall {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Shows a notification on the desktop, by what the system has: `notify-send`, `osascript`, PowerShell. */
export function desktop({ processes, platform, env, cwd, mostMs }: Desktop): Way {
  return {
    name: "desktop",
    send: (notification) => {
      const call = desktopCall(notification, platform);
      return runProgram(processes, mostMs, { program: call.program, args: call.args, cwd, env: { ...env, ...call.env } });
    },
  };
}

/** Says what is run on a platform. No text becomes part of a script: it is an argument or a variable, which nothing reads as code. */
export function desktopCall({ title, body, kind }: Pick<Notification, "title" | "body" | "kind">, platform: string): DesktopCall {
  if (platform === "darwin") return { program: "osascript", args: ["-e", "on run argv", "-e", "display notification (item 2 of argv) with title (item 1 of argv)", "-e", "end run", title, body], env: {} };
  if (platform === "win32") return { program: "powershell.exe", args: ["-NoProfile", "-NonInteractive", "-Command", BALLOON], env: { DGS_TITLE: title, DGS_BODY: body } };
  return { program: "notify-send", args: ["--app-name=DGS", `--urgency=${kind === "done" ? "low" : "normal"}`, "--", title, withoutMarkup(body)], env: {} };
}

/** Bodies on Linux desktops may hold markup. */
function withoutMarkup(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** A balloon at the clock, as no module has to be there for it. */
const BALLOON = [
  "Add-Type -AssemblyName System.Windows.Forms, System.Drawing",
  "$icon = New-Object System.Windows.Forms.NotifyIcon",
  "$icon.Icon = [System.Drawing.SystemIcons]::Information",
  "$icon.Visible = $true",
  "$icon.ShowBalloonTip(4000, $env:DGS_TITLE, $env:DGS_BODY, [System.Windows.Forms.ToolTipIcon]::None)",
  "Start-Sleep -Milliseconds 2500",
  "$icon.Dispose()",
].join("; ");
