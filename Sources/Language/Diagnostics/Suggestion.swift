/// "Did you mean": the nearest of the known names.
public enum Suggestion {
  /// "did you mean 'sparsity'?", or nil when nothing is near.
  public static func hint(for name: String, among candidates: some Sequence<String>) -> String? {
    nearest(to: name, among: candidates).map { "did you mean '\($0)'?" }
  }

  /// The candidate with the fewest typing errors: at most one in every three letters, two at least
  /// from 4 letters on. A candidate that starts with the name, or differs in case only, counts as
  /// one error.
  public static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
    // Nobody mistypes a name of hundreds of letters; each comparison takes their product.
    guard name.utf8.count <= longestName else { return nil }
    let allowed = name.count < 4 ? 1 : max(2, name.count / 3)
    var best: (name: String, distance: Int)?
    for candidate in candidates
    where candidate != name && candidate.utf8.count <= longestName {
      let distance = errors(name, candidate)
      if distance <= allowed, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.name
  }

  private static let longestName = 200

  private static func errors(_ name: String, _ candidate: String) -> Int {
    if name.lowercased() == candidate.lowercased() { return 1 }
    if name.count >= 3, candidate.hasPrefix(name) { return 1 }
    let count = distance(name, candidate)
    return count >= max(name.count, candidate.count) ? .max : count
  }

  /// Optimal string alignment (Damerau-Levenshtein without repeated edits): insertions, deletions,
  /// replacements and swaps of neighbours that turn one word into the other.
  public static func distance(_ left: String, _ right: String) -> Int {
    let (a, b) = (Array(left), Array(right))
    var rows = [[Int]](repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
    for i in 0...a.count { rows[i][0] = i }
    for j in 0...b.count { rows[0][j] = j }
    for i in a.indices {
      for j in b.indices {
        let replaced = rows[i][j] + (a[i] == b[j] ? 0 : 1)
        var least = min(replaced, rows[i][j + 1] + 1, rows[i + 1][j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          least = min(least, rows[i - 1][j - 1] + 1)
        }
        rows[i + 1][j + 1] = least
      }
    }
    return rows[a.count][b.count]
  }
}
