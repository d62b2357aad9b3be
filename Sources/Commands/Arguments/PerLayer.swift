import Language

/// An argument that may differ by layer: one value for all, or a record keyed by layer names and
/// globs. Exact names beat globs, later globs beat earlier ones (LANGUAGE.md, "Per-layer
/// arguments").
struct PerLayer<Setting: ValueConvertible>: ValueConvertible {
  private enum Choice: Sendable {
    case all(Setting)
    case byPattern([(Glob, Setting)])
  }

  private let choice: Choice

  static var typeDescription: String { "\(Setting.typeDescription), or a record of them by layer" }

  init(all setting: Setting) { choice = .all(setting) }

  init(_ value: Value) throws {
    if case .record(let record) = value {
      choice = .byPattern(try record.pairs.map { (Glob($0.key), try Setting($0.value)) })
    } else {
      choice = .all(try Setting(value))
    }
  }

  var asValue: Value {
    switch choice {
    case .all(let setting): setting.asValue
    case .byPattern(let pairs): .record(Record(pairs.map { ($0.0.pattern, $0.1.asValue) }))
    }
  }

  /// The one setting for all layers; nil when it differs by layer.
  var common: Setting? {
    if case .all(let setting) = choice { return setting }
    return nil
  }

  /// The setting of each of `names`; names that no pattern matches are left out. Throws when a
  /// pattern matches none; `noun` is what the names are of.
  func resolved(for names: [String], noun: String = "layer") throws -> [String: Setting] {
    switch choice {
    case .all(let setting):
      return Dictionary(uniqueKeysWithValues: names.map { ($0, setting) })
    case .byPattern(let pairs):
      for (glob, _) in pairs { try LayerSelection.check(glob, among: names, noun: noun) }
      var settings: [String: Setting] = [:]
      let ordered = pairs.filter { !$0.0.isExact } + pairs.filter { $0.0.isExact }
      for (glob, setting) in ordered {
        for name in names where glob.matches(name) { settings[name] = setting }
      }
      return settings
    }
  }
}
