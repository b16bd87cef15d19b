/**
 * For PowerShell from 5.1 on. PowerShell inserts a text as it is, so that one with characters that it acts on is put in quotes here; where nothing is
 * offered it completes files by itself.
 */
export const POWERSHELL_SCRIPT = `# PowerShell completion for dgs: a part of the file that $PROFILE names

Register-ArgumentCompleter -Native -CommandName 'dgs' -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $typed = ''
  $before = @()
  foreach ($element in @($commandAst.CommandElements | Select-Object -Skip 1)) {
    if ($element.Extent.StartOffset -ge $cursorPosition) { break }
    $text = if ($element -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $element.Value } else { $element.Extent.Text }
    if ($element.Extent.EndOffset -lt $cursorPosition) { $before += $text } else { $typed = $text }
  }
  $encoding = [Console]::OutputEncoding
  try {
    [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
    $lines = @(& dgs __complete powershell "=$typed" @before 2>$null)
  } finally {
    [Console]::OutputEncoding = $encoding
  }
  if ($lines.Count -lt 2 -or $lines[0] -ne 'names') { return }
  foreach ($line in $lines[1..($lines.Count - 1)]) {
    $name, $says = $line -split [char]9, 2
    if (-not $says) { $says = $name }
    $text = $name
    if ($name -notmatch '^[A-Za-z0-9_./:=+-]+$') {
      $text = "'" + [System.Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($name) + "'"
    }
    [System.Management.Automation.CompletionResult]::new($text, $name, 'ParameterValue', $says)
  }
}
`;
