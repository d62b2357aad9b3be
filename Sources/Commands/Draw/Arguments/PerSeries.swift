import Language

/// An argument that may differ by series: one value for all, or a record keyed by names and globs
/// of series, as per-layer arguments are.
struct PerSeries<Setting: ValueConvertible>: ValueConvertible {
  private let setting: PerLayer<Setting>

  static var typeDescription: String { "\(Setting.typeDescription), or a record of them by series" }

  init(all setting: Setting) { self.setting = PerLayer(all: setting) }

  init(_ value: Value) throws { setting = try PerLayer(value) }

  var asValue: Value { setting.asValue }

  /// The setting of each series, nil where none is given. Throws when a key matches no series.
  func settings(for names: [String?]) throws -> [Setting?] {
    if let common = setting.common { return names.map { _ in common } }
    let found = try setting.resolved(for: names.compactMap { $0 }, noun: "series")
    return names.map { $0.flatMap { found[$0] } }
  }
}
