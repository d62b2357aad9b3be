import Language
import Plotting

/// The series of one call of `plot`, its arguments joined by name.
struct PlotSeries {
  private let call: BoundCall
  private let list: SeriesList
  /// The argument that holds the series: y, or x if there is no y.
  private let source: any AnyParameter

  init(_ call: BoundCall) throws {
    self.call = call
    if let list = call[PlotCommand.y] {
      (self.list, source) = (list, PlotCommand.y)
    } else {
      list = try call.locating(PlotCommand.x) { try SeriesList(call[PlotCommand.x]) }
      source = PlotCommand.x
    }
  }

  /// The series with their looks, and the names of the places of bars.
  func resolved() throws -> (series: [Series], places: [String]) {
    let kinds = try settings(PlotCommand.kind, call[PlotCommand.kind]).map { $0 ?? .line }
    let hasBars = kinds.contains(.bars)
    let places = hasBars ? try self.places() : []
    let common = hasBars ? places.indices.map(Double.init) : try commonX()
    let looks = try self.looks()
    let spreads = try self.spreads()
    let series = try list.items.indices.map { index in
      let item = list.items[index]
      if kinds[index] == .bars, item.x != nil {
        throw fault("bars stand at the common x, not at places of their own")
      }
      let x = item.x ?? common ?? item.y.indices.map { Double($0 + 1) }
      try check(item, x.count)
      return Series(
        name: item.name, x: x, y: item.y, kind: kinds[index],
        dashes: looks.dashes[index] ?? .automatic,
        marker: looks.markers[index]?.marker(ofSeries: index), color: looks.colors[index]?.color,
        spread: spreads[index])
    }
    return (series, places)
  }

  private func settings<Setting>(
    _ parameter: some AnyParameter, _ setting: PerSeries<Setting>?
  ) throws -> [Setting?] {
    try call.locating(parameter) {
      try setting?.settings(for: list.names) ?? list.items.map { _ in nil }
    }
  }

  private func looks() throws -> (
    dashes: [LineStyle?], markers: [MarkerChoice?], colors: [ColorChoice?]
  ) {
    (
      try settings(PlotCommand.dashes, call[PlotCommand.dashes]),
      try settings(PlotCommand.markers, call[PlotCommand.markers]),
      try settings(PlotCommand.colors, call[PlotCommand.colors])
    )
  }

  /// The band of each series, as pairs [lows, highs].
  private func spreads() throws -> [Spread?] {
    guard let band = call[PlotCommand.band] else { return list.items.map { _ in nil } }
    return try call.locating(PlotCommand.band) {
      if let stranger = band.names.first(where: { !list.names.contains($0) }) {
        throw Diagnostic(
          .argument,
          stranger.map { "no series is called '\($0)'" }
            ?? "the bands of several series need their names")
      }
      return try list.items.map { item in
        guard let pair = band.items.first(where: { $0.name == item.name }) else { return nil }
        guard let low = pair.x, low.count == item.y.count, pair.y.count == item.y.count else {
          throw Diagnostic(
            .shape, "a band is a pair [lows, highs], each as long as its series, \(item.y.count)")
        }
        return Spread(low: low, high: pair.y, look: item.y.count <= 12 ? .bars : .band)
      }
    }
  }

  /// Nil when the series stand over 1, 2, 3 …
  private func commonX() throws -> [Double]? {
    guard call[PlotCommand.y] != nil else { return nil }
    if list.items.allSatisfy({ $0.x != nil }), case .none = call[PlotCommand.x] { return nil }
    return try call.locating(PlotCommand.x) { try SeriesList.numbers(call[PlotCommand.x]) }
  }

  private func places() throws -> [String] {
    guard call[PlotCommand.y] != nil else {
      return (0..<(list.items.map(\.y.count).max() ?? 0)).map { "\($0 + 1)" }
    }
    return try call.locating(PlotCommand.x) { try Elements(call[PlotCommand.x]).values.map(\.text) }
  }

  private func check(_ item: SeriesList.Item, _ count: Int) throws {
    guard item.y.count != count else { return }
    let name = item.name.map { "'\($0)'" } ?? "y"
    throw fault("x has \(count) values, \(name) has \(item.y.count)", .shape)
  }

  private func fault(_ message: String, _ kind: Diagnostic.Kind = .value) -> Diagnostic {
    Diagnostic(kind, message, at: call.span(of: source))
  }
}
