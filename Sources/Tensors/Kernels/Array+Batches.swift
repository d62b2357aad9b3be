extension Array {
  /// Neighbours that are in memory together: as many as have no more than `largest` of `size`, and
  /// at least one.
  package func batches(of largest: Int, size: (Element) -> Int) -> [[Element]] {
    var (batches, count): ([[Element]], Int) = ([], 0)
    for element in self {
      if batches.isEmpty || count + size(element) > largest {
        batches.append([])
        count = 0
      }
      batches[batches.count - 1].append(element)
      count += size(element)
    }
    return batches
  }
}
