/// Lines from a pipe or file: no prompt, no echo, no history.
final class PipedInput: LineEditor {
  let isInteractive = false

  func readLine(prompt: String, earlier: String) -> LineInput {
    Swift.readLine(strippingNewline: true).map(LineInput.line) ?? .endOfInput
  }

  func remember(_ entry: String) {}
}
