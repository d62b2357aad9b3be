import Language

/// The layers of a net in a few words, for headlines.
enum LayersText {
  /// More names than these are counted by kind.
  static let mostNames = 5

  /// "fc1-fc2-fc3", or "of 13 convolution, 3 dense layers" in the order in which the
  /// kinds come first.
  static func short(names: [String], kinds: [String]) -> String {
    guard names.count > mostNames else { return names.map(\.printable).joined(separator: "-") }
    var order: [String] = []
    var counts: [String: Int] = [:]
    for kind in kinds {
      if counts[kind] == nil { order.append(kind) }
      counts[kind, default: 0] += 1
    }
    let parts = order.map { "\(counts[$0, default: 0]) \($0)" }
    return "of \(parts.joined(separator: ", ")) layers"
  }
}
