import Inference
import Networks
import TestSupport
import Testing

struct ScheduleTests {
  private static func conv(_ outputs: Int, _ name: String, _ inputs: [String]? = nil)
    -> LayerDescription
  {
    layer(
      "convolution", name, inputs,
      ["outputs": .integers([outputs]), "kernel": .integers([1, 1])])
  }

  private func schedule(_ layers: [LayerDescription]) throws -> Schedule {
    Schedule(try Network(inputShape: [3, 4, 4], descriptions: layers))
  }

  private func names(_ schedule: Schedule) -> [[String]] {
    schedule.steps.map { $0.nodes.map { schedule.network.nodes[$0].name } }
  }

  /// A fire module: both branches are written into the joined value, each with its activation.
  @Test func joinedValuesAreWrittenInPlace() throws {
    let schedule = try schedule([
      Self.conv(2, "s"), layer("relu", "rs"),
      Self.conv(5, "a", ["rs"]), layer("relu", "ra"),
      Self.conv(3, "b", ["rs"]), layer("relu", "rb"),
      layer("concat", "c", ["ra", "rb"]), Self.conv(1, "last"),
    ])
    #expect(names(schedule) == [["s", "rs"], ["a", "ra"], ["b", "rb"], ["c"], ["last"]])
    // 2 x 16 floats beside 8 x 16, then 8 x 16 beside 16.
    #expect(schedule.size == 160 && schedule.lowerBound == 160)
    guard case .block(let start, 0, let stride) = schedule.places[3],
      case .block(let second, let within, _) = schedule.places[5],
      case .block(let whole, 0, _) = schedule.places[6]
    else { return #expect(Bool(false), "\(schedule.places)") }
    #expect(start == whole && second == whole && within == 5 * 16 && stride == 8 * 16)
    #expect(schedule.places[2] == .nowhere, "the sums before the activation are never there")
  }

  /// A residual block: the later product takes the sum and its activation along, the earlier one
  /// stays as it is.
  @Test func aSumGoesIntoTheLaterProduct() throws {
    let schedule = try schedule([
      Self.conv(4, "a"), Self.conv(4, "b", ["a"]), Self.conv(4, "c", ["a"]),
      layer("add", "sum", ["b", "c"]), layer("relu", "r"),
    ])
    #expect(names(schedule) == [["a"], ["b"], ["c", "sum", "r"]])
    #expect(schedule.steps[2].addend == .node(1) && schedule.steps[2].activation == .relu)
  }

  /// A value that two read cannot vanish into the product before it.
  @Test func whatOthersReadIsNotFused() throws {
    let schedule = try schedule([
      Self.conv(4, "a"), layer("relu", "r"), layer("add", "sum", ["a", "r"]),
    ])
    #expect(names(schedule) == [["a"], ["r"], ["sum"]])
    #expect(schedule.places[0] != schedule.places[1])
  }

  @Test func whatOnlyRenamesTakesNoStep() throws {
    let schedule = try schedule([
      layer("flatten", "f"), layer("dropout", "d", nil, ["rate": .number(0.5)]),
      layer("dense", "fc", nil, ["outputs": .integers([2])]),
    ])
    #expect(names(schedule) == [["fc"]])
    #expect(schedule.places[0] == .input(0) && schedule.places[1] == .input(0))
  }

  /// The input is the caller's: nothing is computed in its place; later steps write over theirs.
  @Test func elementwiseStepsReuseTheirInput() throws {
    let schedule = try schedule([
      layer("tanh", "a"), layer("sigmoid", "b"), layer("tanh", "c"),
    ])
    #expect(schedule.places[0] == .block(offset: 0, within: 0, stride: 48))
    #expect(schedule.places[1] == schedule.places[0] && schedule.places[2] == schedule.places[0])
    #expect(schedule.size == 48)
  }

  /// Folded normalization is gone; one behind a value that two read stays a step.
  @Test func normalizationIsFolded() throws {
    let folded = try schedule([
      Self.conv(4, "a"), layer("batchnorm", "n"), layer("relu", "r"),
    ])
    #expect(names(folded) == [["a", "r"]])
    let kept = try schedule([
      Self.conv(4, "a"), layer("batchnorm", "n"), layer("add", "s", ["a", "n"]),
    ])
    #expect(names(kept) == [["a"], ["n"], ["s"]])
  }
}
