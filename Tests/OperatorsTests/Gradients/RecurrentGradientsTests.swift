import Operators
import Tensors
import Testing

/// The walk back through time.
struct RecurrentGradientsTests {
  private static let gates = ["LSTM": 4, "GRU": 3, "RNN": 1]

  private func inputs(
    _ name: String, directions: Int, length: Int = 3, batch: Int = 2, lengths: [Int64]? = nil,
    isBatchFirst: Bool = false
  ) throws -> [TypedTensor?] {
    let gates = try #require(Self.gates[name])
    let state = isBatchFirst ? [batch, directions, 2] : [directions, batch, 2]
    let lengths = lengths.map { values in
      TypedTensor(shape: [values.count], values.map { Int32($0) })
    }
    let all: [TypedTensor?] = [
      waves(isBatchFirst ? [batch, length, 3] : [length, batch, 3], 0.9, 0.4),
      waves([directions, 2 * gates, 3]), waves([directions, 2 * gates, 2], 0.5, 0.1),
      waves([directions, 4 * gates], 0.3, 0.2), lengths, waves(state, 0.6), waves(state, 0.8),
    ]
    return name == "LSTM" ? all : Array(all.prefix(6))
  }

  private func outputs(_ name: String) -> Int { name == "LSTM" ? 3 : 2 }

  @Test(arguments: ["LSTM", "GRU", "RNN"], ["forward", "reverse", "bidirectional"])
  func everyDirection(name: String, direction: String) throws {
    try expectGradients(
      name, inputs(name, directions: direction == "bidirectional" ? 2 : 1),
      ["hidden_size": .integer(2), "direction": .text(direction)], outputs: outputs(name))
  }

  /// A sequence that is over keeps its state.
  @Test(arguments: ["LSTM", "GRU", "RNN"]) func sequencesOfOwnLengths(name: String) throws {
    try expectGradients(
      name, inputs(name, directions: 2, lengths: [3, 1]),
      ["hidden_size": .integer(2), "direction": .text("bidirectional")], outputs: outputs(name))
  }

  @Test(arguments: ["LSTM", "GRU"]) func batchesMayComeFirst(name: String) throws {
    try expectGradients(
      name, inputs(name, directions: 1, isBatchFirst: true),
      ["hidden_size": .integer(2), "layout": .integer(1)], outputs: outputs(name))
  }
}
