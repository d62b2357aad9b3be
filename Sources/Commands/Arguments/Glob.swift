/// Shell patterns for layer names: `*` any run of characters, `?` one.
struct Glob: Sendable {
  let pattern: String

  init(_ pattern: String) { self.pattern = pattern }

  var isExact: Bool { !pattern.contains { $0 == "*" || $0 == "?" } }

  func matches(_ name: String) -> Bool { Self.matches(Array(pattern)[...], Array(name)[...]) }

  private static func matches(_ pattern: ArraySlice<Character>, _ name: ArraySlice<Character>)
    -> Bool
  {
    // Greedy with one point of return: the last star takes one character more.
    var (p, n) = (pattern.startIndex, name.startIndex)
    var star: (pattern: Int, name: Int)?
    while n < name.endIndex {
      if p < pattern.endIndex, pattern[p] == "*" {
        star = (p + 1, n)
        p += 1
      } else if p < pattern.endIndex, pattern[p] == "?" || pattern[p] == name[n] {
        p += 1
        n += 1
      } else if let back = star {
        star = (back.pattern, back.name + 1)
        (p, n) = (back.pattern, back.name + 1)
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == "*" }
  }
}
