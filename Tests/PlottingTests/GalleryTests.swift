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
      xAxis: Axis(label: "sparsity", format: .percent),
      yAxis: Axis(label: "top-1 error", format: .percent))
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
    chart.add(
      LineMark(x: sparsity, y: sparsity.map { 0.02 + 0.03 * $0 }, name: "third", marker: .triangle))
    chart.add(
      LineMark(x: sparsity, y: sparsity.map { 0.03 + 0.01 * $0 }, name: "fourth", marker: .diamond))
    try show(Figure(chart), "lines")
  }

  @Test func histogram() throws {
    var chart = Chart(
      title: "fc1 before and after pruning", xAxis: Axis(label: "weight"),
      yAxis: Axis(label: "count"))
    let edges = (0...60).map { -0.3 + 0.01 * Double($0) }
    let middles = edges.dropLast().map { $0 + 0.005 }
    chart.add(
      HistogramMark(
        edges: edges, counts: middles.map { 9000 * exp(-$0 * $0 / 0.01) }.map { $0.rounded() },
        name: "dense"))
    chart.add(
      HistogramMark(
        edges: edges,
        counts: middles.map { abs($0) < 0.09 ? 0 : (9000 * exp(-$0 * $0 / 0.012)).rounded() },
        name: "pruned 92%"))
    try show(Figure(chart), "histogram")
  }
}

extension GalleryTests {
  @Test func codebook() throws {
    var chart = Chart(
      title: "Codebook of fc1 before and after fine-tuning",
      subtitle: "32 centroids (5 bits), linear initialisation",
      xAxis: Axis(label: "weight"), yAxis: Axis(label: "weights per bin", scale: .log))
    let edges = (0...80).map { -0.4 + 0.01 * Double($0) }
    let middles = edges.dropLast().map { $0 + 0.005 }
    chart.add(
      HistogramMark(
        edges: edges,
        counts: middles.map { abs($0) < 0.05 ? 0 : (4000 * exp(-$0 * $0 / 0.012)).rounded() },
        name: "surviving weights"))
    let before = (0..<32).map { -0.38 + 0.0245 * Double($0) }
    chart.add(RugMark(x: before, name: "centroids before", edge: .top, length: 0.06))
    chart.add(
      VerticalLinesMark(
        at: before.map { $0 * 0.93 + 0.002 }, name: "centroids after", style: .solid, span: 0...0.08
      ))
    chart.add(VerticalLinesMark(at: [-0.05, 0.05], color: .black))
    try show(Figure(chart), "codebook")
  }

  @Test func bars() throws {
    var chart = Chart(
      title: "Bytes after each stage", xAxis: Axis(label: "layer"),
      yAxis: Axis(label: "size", format: .bytes))
    chart.add(
      BarMark(
        categories: ["fc1", "fc2", "fc3"],
        series: [
          .init(name: "dense", values: [940_800, 120_000, 4000]),
          .init(name: "pruned", values: [112_900, 16_200, 1560]),
          .init(name: "shared", values: [41_000, 6100, 710]),
          .init(name: "Huffman", values: [21_300, 3400, 520]),
        ], valueFormat: .bytes))
    try show(Figure(chart), "bars-grouped")
  }

  @Test func stackedBars() throws {
    var chart = Chart(title: "Where the bytes go", xAxis: Axis(label: "bytes", format: .bytes))
    chart.add(
      BarMark(
        categories: ["lenet-300-100", "lenet-5", "a network with a rather long name"],
        series: [
          .init(name: "codes", values: [14_000, 21_000, 3000]),
          .init(name: "gaps", values: [9000, 13_000, 4000]),
          .init(name: "codebooks", values: [384, 512, 1200]),
          .init(name: "biases", values: [820, 1160, 400]),
        ], arrangement: .stacked, isHorizontal: true, valueFormat: .bytes))
    try show(Figure(chart), "bars-stacked-horizontal")
  }

  @Test func manyCategories() throws {
    var chart = Chart(
      title: "Weights kept in each layer of VGG-16", yAxis: Axis(label: "kept", format: .percent))
    let names = (1...16).map {
      $0 < 14 ? "convolution_\(($0 + 1) / 2)_\($0 % 2 + 1)" : "fully_connected_\($0 - 13)"
    }
    chart.add(
      BarMark(categories: names, series: [.init(values: (1...16).map { 0.6 - 0.03 * Double($0) })]))
    try show(Figure(chart), "bars-many")
  }

  @Test func scatter() throws {
    var chart = Chart(
      title: "Compression ratio against error",
      xAxis: Axis(label: "compression ratio", scale: .log),
      yAxis: Axis(label: "top-1 error", format: .percent))
    var state: UInt64 = 7
    func random() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 40) / Double(1 << 24)
    }
    for name in ["linear", "density-based", "Forgy", "optimal"] {
      let x = (0..<60).map { _ in 5 + 60 * random() * random() }
      chart.add(
        PointMark(
          x: x, y: x.map { 0.015 + 0.0003 * $0 + 0.004 * random() }, name: name, opacity: 0.8))
    }
    chart.add(HorizontalLinesMark(at: [0.0158], labels: ["paper: 1.58%"]))
    chart.add(AnnotationMark("knee of the curve", x: 30, y: 0.019, pointingTo: (40, 0.027)))
    try show(Figure(chart), "scatter")
  }

  @Test func cumulative() throws {
    var chart = Chart(
      title: "How many weights lie below a magnitude", xAxis: Axis(label: "|w|", scale: .log),
      yAxis: Axis(label: "cumulative share", format: .percent, minimum: 0, maximum: 1),
      legend: .topLeft)
    let x = (1...60).map { pow(10, -4 + 0.07 * Double($0)) }
    chart.add(
      LineMark(
        x: x, y: x.map { 1 - exp(-$0 * 20) }, name: "fc1", course: .stepsAfter, isFilled: true))
    chart.add(LineMark(x: x, y: x.map { 1 - exp(-$0 * 7) }, name: "fc2", course: .stepsAfter))
    chart.add(VerticalLinesMark(at: [0.05], labels: ["σ = 0.05"]))
    try show(Figure(chart), "cdf")
  }

  @Test func secondAxis() throws {
    let epochs = (1...30).map(Double.init)
    var chart = Chart(
      title: "Fine-tuning", xAxis: Axis(label: "epoch"),
      yAxis: Axis(label: "training loss", scale: .log),
      rightAxis: Axis(label: "learning rate", scale: .log), legend: .outside)
    chart.add(
      LineMark(
        x: epochs, y: epochs.map { 0.4 * exp(-$0 / 6) + 0.01 }, name: "loss", marker: .circle))
    chart.add(
      LineMark(
        x: epochs, y: epochs.map { $0 < 10 ? 0.1 : $0 < 20 ? 0.01 : 0.001 }, name: "learning rate",
        course: .stepsAfter, axis: .right))
    try show(Figure(chart), "second-axis")
  }

  @Test func heatmap() throws {
    let bits = (2...8).map { "\($0)" }
    let layers = ["conv1", "conv2", "fc1", "fc2"]
    var chart = Chart(
      title: "Error when one layer is quantized", xAxis: Axis(label: "bits"),
      yAxis: Axis(label: "layer"))
    let values = layers.indices.map { i in
      (2...8).map { 0.0158 + 0.2 * exp(-Double($0) * (0.8 + 0.3 * Double(i))) }
    }
    let extent = Extent(values.joined())
    chart.add(
      HeatmapMark(
        values: values, columns: bits, rows: layers,
        colors: ColorScale(
          scale: LogScale(showing: extent, margin: 0), label: "top-1 error", format: .percent),
        valueFormat: .percent))
    try show(Figure(chart), "heatmap")
  }

  @Test func stems() throws {
    var chart = Chart(
      title: "Gaps between survivors", xAxis: Axis(label: "gap"),
      yAxis: Axis(label: "count", format: .si))
    let gaps = (1...32).map(Double.init)
    chart.add(StemMark(x: gaps, y: gaps.map { 26_000 * exp(-$0 / 9) }, name: "fc1"))
    try show(Figure(chart), "stems")
  }

  @Test func panels() throws {
    let charts = ["fc1", "fc2", "fc3", "all layers"].enumerated().map { index, name in
      var chart = Chart(title: name, xAxis: Axis(label: "weight"), yAxis: Axis(label: "count"))
      let edges = (0...40).map { (-0.4 + 0.02 * Double($0)) * Double(index + 1) }
      chart.add(
        HistogramMark(
          edges: edges,
          counts: (0..<40).map {
            pow(10, Double(index)) * exp(-pow(Double($0) - 19.5, 2) / 90) * 80
          }))
      return chart
    }
    try show(
      Figure(title: "LeNet-300-100: weights by layer", charts: charts), "panels", width: 1600,
      height: 1100)
  }
}

extension GalleryTests {
  @Test func small() throws {
    var chart = Chart(
      title: "Screen size", xAxis: Axis(label: "epoch"), yAxis: Axis(label: "loss", scale: .log))
    let x = (1...40).map(Double.init)
    chart.add(LineMark(x: x, y: x.map { 1 / $0 }, name: "train"))
    chart.add(LineMark(x: x, y: x.map { 0.05 + 1 / $0 }, name: "valid"))
    let bytes = try Figure(chart).png(width: 600, height: 400, scale: 1)
    guard let folder = ProcessInfo.processInfo.environment["DCS_GALLERY"] else { return }
    try Data(bytes).write(to: URL(fileURLWithPath: folder).appendingPathComponent("small.png"))
  }

  @Test func mixedPanels() throws {
    var first = Chart(
      title: "Weights of fc1", xAxis: Axis(label: "weight"),
      yAxis: Axis(label: "count", scale: .log))
    let edges = (0...50).map { -0.25 + 0.01 * Double($0) }
    first.add(
      HistogramMark(
        edges: edges, counts: edges.dropLast().map { (20_000 * exp(-$0 * $0 / 0.004)).rounded() },
        name: "dense"))
    first.add(
      HistogramMark(
        edges: edges,
        counts: edges.dropLast().map {
          abs($0) < 0.06 ? 0 : (20_000 * exp(-$0 * $0 / 0.005)).rounded()
        },
        name: "pruned", isFilled: false))
    var second = Chart(
      title: "Codes of fc1", xAxis: Axis(label: "cluster index"), yAxis: Axis(label: "count"))
    let codes = (0..<32).map(Double.init)
    second.add(
      BarMark(
        categories: codes.map { "\(Int($0))" },
        series: [.init(values: codes.map { 900 * exp(-pow($0 - 15.5, 2) / 50) })]))
    var third = Chart(
      title: "Sensitivity", xAxis: Axis(label: "sparsity", format: .percent),
      yAxis: Axis(label: "accuracy", format: .percent))
    for (i, name) in ["fc1", "fc2", "fc3"].enumerated() {
      let x = (0...9).map { Double($0) / 10 }
      third.add(
        LineMark(
          x: x, y: x.map { 0.985 - 0.3 * pow($0, 8 - 2 * Double(i)) }, name: name,
          marker: .automatic(i)))
    }
    var fourth = Chart(
      title: "Signed change", xAxis: Axis(label: "column"), yAxis: Axis(label: "row"))
    let values = (0..<20).map { i in (0..<30).map { sin(Double(i) / 4) * cos(Double($0) / 5) } }
    fourth.add(
      HeatmapMark(
        values: values, xEdges: (0...30).map(Double.init), yEdges: (0...20).map(Double.init),
        colors: ColorScale(map: .diverging, scale: LinearScale(domain: -1...1), label: "change")))
    try show(
      Figure(title: "One page of a study", charts: [first, second, third, fourth]), "mixed-panels",
      width: 1800,
      height: 1300)
  }
}
