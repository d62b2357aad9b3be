/// Makes the caches cold: reads memory of twice the largest cache that processors of today give a core, so that weights
/// come from memory, as they do in a forward pass of a network that does not fit.
final class CacheSweep {
  private static let bytes = 64 << 20
  private var numbers = [Int64](repeating: 1, count: bytes / 8)

  func callAsFunction() {
    for place in stride(from: 0, to: numbers.count, by: 8) { numbers[place] &+= 1 }
  }
}
