/// The layers of a net in a few words, for headlines.
enum LayersText {
  /// More names than these are counted by kind.
  static let mostNames = 5

  /// "fc1-fc2-fc3", or "26 conv, 3 dense" in the order in which the kinds come first.
  static func short(names: [String], kinds: [String]) -> String {
    guard names.count > mostNames else { return names.joined(separator: "-") }
    var order: [String] = []
    var counts: [String: Int] = [:]
    for kind in kinds {
      if counts[kind] == nil { order.append(kind) }
      counts[kind, default: 0] += 1
    }
    return "of " + order.map { "\(counts[$0, default: 0]) \($0)" }.joined(separator: ", ")
  }
}
