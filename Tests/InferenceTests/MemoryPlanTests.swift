import CodeExport
import Networks
import Testing

struct MemoryPlanTests {
  private static func relu(_ name: String, _ inputs: [String]? = nil) -> LayerDescription {
    LayerDescription(operation: "relu", name: name, inputs: inputs)
  }

  private static func dense(_ outputs: Int, _ name: String, _ inputs: [String]? = nil)
    -> LayerDescription
  {
    LayerDescription(
      operation: "dense", attributes: ["outputs": .integers([outputs])], name: name, inputs: inputs)
  }

  /// 300 - 100 - 10: neighbours at once, never all three.
  @Test func aChainTakesTwoNeighbours() throws {
    let network = try Network(
      inputShape: [4],
      descriptions: [
        Self.dense(300, "a"), Self.relu("b"), Self.dense(100, "c"), Self.dense(10, "d"),
      ])
    let plan = MemoryPlan(network, storages: [.own, .elementwise, .own, .own])
    #expect(
      plan.places == [.block(offset: 0), .block(offset: 0), .block(offset: 300), .block(offset: 0)])
    #expect(plan.size == 400)
  }

  /// The input is the caller's: nothing is computed in its place.
  @Test func theInputIsNeverWritten() throws {
    let network = try Network(
      inputShape: [4],
      descriptions: [LayerDescription(operation: "flatten"), Self.relu("a"), Self.relu("b")])
    let plan = MemoryPlan(network, storages: [.same, .elementwise, .elementwise])
    #expect(plan.places == [.input, .block(offset: 0), .block(offset: 0)])
    #expect(plan.size == 4)
  }

  /// `a` is read again after `b`: `b` cannot take its place, nor `c`, but `d` may take that of `b`.
  @Test func whatIsReadLaterStays() throws {
    let network = try Network(
      inputShape: [4],
      descriptions: [
        Self.dense(8, "a"), Self.relu("b", ["a"]), Self.relu("c", ["b"]),
        LayerDescription(operation: "add", name: "d", inputs: ["a", "c"]),
      ])
    let plan = MemoryPlan(network, storages: [.own, .elementwise, .elementwise, .own])
    #expect(plan.places[0] != plan.places[1] && plan.places[1] == plan.places[2])
    #expect(!plan.places[..<3].contains(plan.places[3]))
    #expect(plan.size == 24)
  }

  /// A value passed on by `flatten` is still read through it.
  @Test func passedOnValuesKeepTheirPlace() throws {
    let network = try Network(
      inputShape: [4],
      descriptions: [
        Self.dense(8, "a"), LayerDescription(operation: "flatten", name: "b", inputs: ["a"]),
        Self.relu("c", ["a"]),
        LayerDescription(operation: "add", name: "d", inputs: ["b", "c"]),
      ])
    let plan = MemoryPlan(network, storages: [.own, .same, .elementwise, .own])
    #expect(plan.places[0] == plan.places[1] && plan.places[2] != plan.places[0])
  }
}
