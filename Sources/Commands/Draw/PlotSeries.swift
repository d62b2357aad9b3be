import Language
import Plotting

/// The series of one call of `plot`, its arguments joined by name.
struct PlotSeries {
  private let call: BoundCall
  private let list: SeriesList
  /// What all series stand over; nil for 1, 2, 3 … or x values of their own.
  private let common: Value?
  /// The argument that holds the series.
  private let source: any AnyParameter
  /// The argument that holds x.
  private let xSource: any AnyParameter
  private let table: TableSeries?

  init(_ call: BoundCall) throws {
    self.call = call
    if case .object(let table as Table)? = call[PlotCommand.data] {
      self.table = try Self.columns(of: table, call)
      list = SeriesList(items: self.table?.items ?? [])
      (common, source, xSource) = (nil, PlotCommand.data, PlotCommand.data)
      return
    }
    table = nil
    if call.isGiven(PlotCommand.by) {
      throw call.fault(.argument, at: PlotCommand.by, "by names a column of a table, none is given")
    }
    let given = try Self.given(call)
    let last = given[given.count - 1].parameter
    (source, xSource) = (last, given[max(0, given.count - 2)].parameter)
    common = given.count > 1 ? given[given.count - 2].value : nil
    let series = given[given.count - 1].value ?? .none
    list = try call.locating(last) { try SeriesList(series) }
  }

  /// What was written of data, x and y: the last of them is drawn over the one before.
  private static func given(_ call: BoundCall) throws -> [(
    parameter: any AnyParameter, value: Value?
  )] {
    var given: [(parameter: any AnyParameter, value: Value?)] = []
    for parameter in [PlotCommand.data, PlotCommand.x, PlotCommand.y]
    where call.isGiven(parameter) {
      given.append((parameter, call[parameter]))
    }
    guard given.count < 3 || given[0].value == nil, !given.isEmpty else {
      throw Diagnostic(
        .argument,
        given.isEmpty
          ? "there is nothing to draw" : "plot takes x and y, or a table and its columns",
        at: call.span)
    }
    return given
  }

  private static func columns(of table: Table, _ call: BoundCall) throws -> TableSeries {
    guard let x = call[PlotCommand.x], let y = call[PlotCommand.y] else {
      throw Diagnostic(
        .argument, "plot of a table takes the names of columns for x and y", at: call.span,
        hint: table.columns.count > 1
          ? "plot(t, x=\"\(table.columns[0].name)\", y=\"\(table.columns[1].name)\")" : nil)
    }
    let xName = try call.locating(PlotCommand.x) { try String(x) }
    let yNames = try call.locating(PlotCommand.y) {
      if case .list = y { try [String](y) } else { [try String(y)] }
    }
    return try call.locating(PlotCommand.data) {
      try TableSeries(table, x: xName, y: yNames, by: call[PlotCommand.by])
    }
  }

  /// What must be known of repeated rows.
  var remark: String {
    guard let table, table.mostRepeats > 1 else { return "" }
    return "mean of \(table.mostRepeats), and from the least to the greatest"
  }

  /// The series with their looks, and the names of the places of bars.
  func resolved() throws -> (series: [Series], places: [String]) {
    let kinds = try settings(PlotCommand.kind, call[PlotCommand.kind]).map { $0 ?? .line }
    let hasBars = kinds.contains(.bars)
    let places = try self.places(forBars: hasBars)
    let common = places.isEmpty ? try commonX() : places.indices.map(Double.init)
    let looks = try self.looks()
    let spreads = try self.spreads()
    let opacities = try settings(PlotCommand.opacity, call[PlotCommand.opacity])
    let series = try list.items.indices.map { index in
      let item = list.items[index]
      let isBar = kinds[index] == .bars
      if isBar, item.x != nil, table == nil {
        throw fault("bars stand at the common x, not at places of their own")
      }
      let x = item.x ?? common ?? item.y.indices.map { Double($0 + 1) }
      try check(item, x.count)
      let (y, spread) =
        isBar ? spread(x, item.y, spreads[index], over: places) : (item.y, spreads[index])
      return Series(
        name: item.name, x: x, y: y, kind: kinds[index],
        dashes: looks.dashes[index] ?? .automatic,
        marker: looks.markers[index]?.marker(ofSeries: index), color: looks.colors[index]?.color,
        spread: spread, opacity: opacities[index]?.share ?? 1)
    }
    return (series, places)
  }

  /// A bar for each place: a series of a table may lack some.
  private func spread(
    _ x: [Double], _ y: [Double], _ spread: Spread?, over places: [String]
  ) -> ([Double], Spread?) {
    guard table != nil else { return (y, spread) }
    func placed(_ values: [Double]) -> [Double] {
      places.indices.map { place in
        x.firstIndex(of: barPlace(place, places)).map { values[$0] } ?? .nan
      }
    }
    return (
      placed(y), spread.map { Spread(low: placed($0.low), high: placed($0.high), look: .bars) }
    )
  }

  /// What a place is called as a number of the column, or its own number where it has a name.
  private func barPlace(_ place: Int, _ places: [String]) -> Double {
    table?.places.isEmpty == false ? Double(place) : Double(places[place]) ?? .nan
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
    if let table {
      return table.series.map { one in
        one.spread.map {
          Spread(low: $0.low, high: $0.high, look: one.y.count <= 12 ? .bars : .band)
        }
      }
    }
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
    guard let common else { return nil }
    if list.items.allSatisfy({ $0.x != nil }), case .none = common { return nil }
    return try call.locating(xSource) { try SeriesList.numbers(common) }
  }

  /// The names of the places 0, 1, 2 …: of bars, and of other series over names.
  private func places(forBars hasBars: Bool) throws -> [String] {
    if let table {
      guard table.places.isEmpty, hasBars else { return table.places }
      return Set(table.series.flatMap(\.x)).sorted().map { Value.number($0).text }
    }
    guard let common else {
      return hasBars ? (0..<(list.items.map(\.y.count).max() ?? 0)).map { "\($0 + 1)" } : []
    }
    let names = try? Elements(common).values
    let areNames = names?.contains { if case .string = $0 { true } else { false } } ?? false
    guard hasBars || areNames else { return [] }
    return try call.locating(xSource) { try Elements(common).values.map(\.text) }
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
