import Datasets
import Testing

@Suite struct ToyDataTests {
  private let data = ToyData.dataset()

  @Test func itIsAlwaysTheSame() {
    let again = ToyData.dataset()
    #expect(data.train.count == 320 && data.valid.count == 80 && data.test.count == 100)
    #expect(data.test.labels == again.test.labels)
    #expect(data.name == "toy")
  }

  /// 0.2 wide around the corners of the unit square: the mean of 80 points is within four standard
  /// errors, 0.09, and nobody strays by more than five deviations.
  @Test func cloudsStandAtTheCorners() throws {
    let inputs = try data.train.inputs(at: 0..<320).values
    for label in 0..<4 {
      let rows = data.train.labels.indices.filter { data.train.labels[$0] == Int32(label) }
      #expect(rows.count == 80)
      for (axis, corner) in [Float(label & 1), Float(label >> 1)].enumerated() {
        let values = rows.map { inputs[2 * $0 + axis] }
        #expect(abs(values.reduce(0, +) / 80 - corner) < 0.09)
        #expect(values.allSatisfy { abs($0 - corner) < 1 })
      }
    }
  }
}
