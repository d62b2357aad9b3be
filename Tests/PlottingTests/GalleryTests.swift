import Foundation
import Plotting
import Testing

/// One picture of every kind, written to the folder named by DCS_GALLERY to be looked at.
@Suite struct GalleryTests {
  private func show(_ figure: Figure, _ name: String, width: Int = 1200, height: Int = 800) throws {
    let bytes = try figure.png(width: width, height: height)
    #expect(bytes.count < 60_000, "\(name) takes \(bytes.count) bytes")
    guard let folder = ProcessInfo.processInfo.environment["DCS_GALLERY"] else { return }
    try Data(bytes).write(to: URL(fileURLWithPath: folder).appendingPathComponent(name + ".png"))
  }

  @Test func lines() throws {
    let sparsity = (0..<10).map { 0.1 * Double($0) + 0.05 }
    var chart = Chart(
      title: "Accuracy against sparsity", subtitle: "LeNet-300-100 on MNIST, three seeds",
      xAxis: Axis(label: "sparsity", format: .percent), yAxis: Axis(label: "top-1 error", format: .percent))
    let one = sparsity.map { 0.016 + 0.02 * $0 * $0 * $0 * $0 }
    chart.add(
      LineMark(
        x: sparsity, y: one, name: "pruning, then fine-tuning", marker: .circle,
        spread: Spread(low: one.map { $0 - 0.002 }, high: one.map { $0 + 0.002 }, look: .band)))
    let two = sparsity.map { 0.017 + 0.06 * $0 * $0 * $0 }
    chart.add(
      LineMark(
        x: sparsity, y: two, name: "pruning only", marker: .square,
        spread: Spread(low: two.map { $0 - 0.003 }, high: two.map { $0 + 0.003 })))
    chart.add(LineMark(x: sparsity, y: sparsity.map { 0.02 + 0.03 * $0 }, name: "third", marker: .triangle))
    chart.add(LineMark(x: sparsity, y: sparsity.map { 0.03 + 0.01 * $0 }, name: "fourth", marker: .diamond))
    try show(Figure(chart), "lines")
  }

  @Test func histogram() throws {
    var chart = Chart(
      title: "fc1 before and after pruning", xAxis: Axis(label: "weight"), yAxis: Axis(label: "count"))
    let edges = (0...60).map { -0.3 + 0.01 * Double($0) }
    let middles = edges.dropLast().map { $0 + 0.005 }
    chart.add(
      HistogramMark(
        edges: edges, counts: middles.map { 9000 * exp(-$0 * $0 / 0.01) }.map { $0.rounded() }, name: "dense"))
    chart.add(
      HistogramMark(
        edges: edges, counts: middles.map { abs($0) < 0.09 ? 0 : (9000 * exp(-$0 * $0 / 0.012)).rounded() },
        name: "pruned 92%"))
    try show(Figure(chart), "histogram")
  }
}
