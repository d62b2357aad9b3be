import Plotting
import Testing

/// What is not drawn is said, in the picture.
@Suite struct DroppedValuesTests {
  private func note(_ chart: Chart) throws -> String {
    try recorded(chart).texts.map(\.text).first { $0.hasPrefix("Not drawn") } ?? ""
  }

  @Test func missingNumbersAndZerosOnALogarithmicAxis() throws {
    var chart = Chart(yAxis: Axis(scale: .log))
    chart.add(LineMark(x: [1, 2, 3, 4], y: [1, .nan, 0, 10]))
    #expect(try note(chart) == "Not drawn, of 4 values: 2 without a place on the axes")
  }

  @Test func pointsBeyondTheLimits() throws {
    var chart = Chart(xAxis: Axis(minimum: 0, maximum: 2))
    chart.add(PointMark(x: [-1, 0, 1, 2, 3], y: [1, 1, 1, 1, 1]))
    chart.add(StemMark(x: [1, 9], y: [1, .infinity]))
    #expect(
      try note(chart)
        == "Not drawn, of 7 values: 1 without a place on the axes, 2 beyond their limits")
  }

  @Test func barsThatAreCut() throws {
    var chart = Chart(yAxis: Axis(maximum: 5))
    chart.add(BarMark(categories: ["a", "b", "c"], series: [.init(values: [3, 8, .nan])]))
    #expect(
      try note(chart)
        == "Not drawn, of 3 values: 1 without a place on the axes, 1 beyond their limits")
  }

  @Test func nothingIsSaidOfWholePictures() throws {
    var chart = Chart()
    chart.add(LineMark(x: [1, 2, 3], y: [0, 1, 2]))
    #expect(try note(chart) == "")
  }
}
