import Testing

/// What stands between a tensor's shape and its values.
struct TensorStatisticsTests {
  private func line(_ code: String) throws -> String {
    let lines = try ScriptRun(code).output.split(separator: "\n")
    return lines.count > 1 ? String(lines[1]) : ""
  }

  /// 0 to 9: mean 4.5, squares' mean 28.5, variance 28.5 - 20.25 = 8.25. Ten values in 24 intervals
  /// of 0.375: one every two or three.
  @Test func factsOfTenNumbers() throws {
    #expect(
      try line("show tensor(0..9)")
        == "0 to 9, mean 4.5, std 2.87, 10% zeros  █ █  █  █ █  █  █ █  █ █")
  }

  /// Three of nine are zeros: they are counted, and left out of the blocks.
  @Test func zerosOfAPrunedLayerAreLeftOutOfTheBlocks() throws {
    let text = try line("show tensor([0, 0, 0, 1, 1, 1, 1, -1, -1])")
    #expect(text.hasPrefix("-1 to 1, mean 0.222, std 0.786, 33.3% zeros  ▄"))
    #expect(text.hasSuffix("█"))
  }

  @Test func fewOrEqualOrStrangeNumbersHaveNone() throws {
    #expect(try line("show tensor([1, 2, 3])").contains("mean") == false)
    #expect(try line("show ones(10)") == "1 to 1, mean 1, std 0")
    #expect(try line("show tensor(map(1..9, fn(x) { x / 0 }))").contains("mean") == false)
  }
}
