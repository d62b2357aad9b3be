import Foundation
import ModelExchange
import Networks
import Tensors
import TestSupport
import Testing

/// Functions that files spell out in several nodes, over x: [N, 2, 2, 1].
struct ONNXTranslatorPatternsTests {
  private typealias Node = ONNXModel.Node

  private static func model(_ nodes: [ONNXModel.Node]) -> ONNXModel {
    var model = ONNXModel(inputShape: [0, 2, 2, 1])
    model.nodes = nodes
    model.floats = [
      ("zero", 0), ("three", 3), ("six", 6), ("sixth", Float(1) / 6), ("four", 4),
    ].map { ($0, Tensor(shape: [], values: [$1])) }
    return model
  }

  private static func network(_ nodes: [ONNXModel.Node]) throws -> Network {
    struct Missing: Error {}
    return try ONNXFile.read(model(nodes).bytes) { _ in throw Missing() }
  }

  private static let shifted = [
    Node(operation: "Add", inputs: ["x", "three"], output: "a"),
    Node(operation: "Clip", inputs: ["a", "zero", "six"], output: "c"),
  ]

  private static func hardSwish(_ x: Double) -> Double { x * min(max(x / 6 + 0.5, 0), 1) }

  private static let hardSwishes: [[ONNXModel.Node]] = [
    shifted + [
      Node(operation: "Mul", inputs: ["x", "c"], output: "m"),
      Node(operation: "Div", inputs: ["m", "six"], output: "y"),
    ],
    shifted + [
      Node(operation: "Mul", inputs: ["c", "x"], output: "m"),
      Node(operation: "Mul", inputs: ["sixth", "m"], output: "y"),
    ],
    shifted + [
      Node(operation: "Div", inputs: ["c", "six"], output: "d"),
      Node(operation: "Mul", inputs: ["x", "d"], output: "y"),
    ],
    [
      Node(
        operation: "HardSigmoid", inputs: ["x"], output: "d",
        number: ["alpha": 1 / 6, "beta": 0.5]),
      Node(operation: "Mul", inputs: ["d", "x"], output: "y"),
    ],
    [Node(operation: "HardSwish", inputs: ["x"], output: "y")],
  ]

  @Test(arguments: hardSwishes.indices) func hardSwishIsOneLayer(_ place: Int) throws {
    let network = try Self.network(Self.hardSwishes[place])
    #expect(network.nodes.map { type(of: $0.layer).operation } == [HardSwish.operation])
    let x = Tensor.normal([3, 2, 2, 1], seed: 1).map { 3 * $0 }
    #expect(relativeError(network.forward(x).values, x.doubles.map(Self.hardSwish)) < 1e-6)
  }

  @Test func hardSigmoidIsOneLayer() throws {
    let network = try Self.network(
      Self.shifted + [Node(operation: "Div", inputs: ["c", "six"], output: "y")])
    #expect(network.nodes.map { type(of: $0.layer).operation } == [HardSigmoid.operation])
    let x = Tensor.normal([3, 2, 2, 1], seed: 1).map { 3 * $0 }
    let expected = x.doubles.map { min(max($0 / 6 + 0.5, 0), 1) }
    #expect(relativeError(network.forward(x).values, expected) < 1e-6)
  }

  @Test func siluIsOneLayer() throws {
    let network = try Self.network([
      Node(operation: "Sigmoid", inputs: ["x"], output: "s"),
      Node(operation: "Mul", inputs: ["x", "s"], output: "y"),
    ])
    #expect(network.nodes.map { type(of: $0.layer).operation } == [SiLU.operation])
    let x = Tensor.normal([3, 2, 2, 1], seed: 1)
    #expect(relativeError(network.forward(x).values, x.doubles.map { $0 / (1 + exp(-$0)) }) < 1e-6)
  }

  /// What is read elsewhere stays.
  @Test func partsThatOthersReadStay() throws {
    let network = try Self.network([
      Node(operation: "Sigmoid", inputs: ["x"], output: "s"),
      Node(operation: "Mul", inputs: ["x", "s"], output: "m"),
      Node(operation: "Add", inputs: ["m", "s"], output: "y"),
    ])
    let kinds = network.nodes.map { type(of: $0.layer).operation }
    #expect(kinds == [Sigmoid.operation, SiLU.operation, Addition.operation])
  }

  /// Another number makes another function, which is computed as it is written.
  @Test func nearlyIsNotTheSame() throws {
    let network = try Self.network(
      Self.shifted + [
        Node(operation: "Mul", inputs: ["x", "c"], output: "m"),
        Node(operation: "Div", inputs: ["m", "four"], output: "y"),
      ])
    #expect(!network.nodes.contains { $0.layer is HardSwish })
    let x = Tensor.normal([3, 2, 2, 1], seed: 1).map { 3 * $0 }
    let expected = x.doubles.map { 1.5 * Self.hardSwish($0) }
    #expect(relativeError(network.forward(x).values, expected) < 1e-6)
  }
}
