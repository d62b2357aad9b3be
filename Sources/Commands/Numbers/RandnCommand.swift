import Language

struct RandnCommand: FilledTensorCommand {
  static let name = "randn"
  static let summary =
    "Random numbers from the normal distribution with mean 0 and standard deviation 1."
  static let details =
    """
    By the transform of Box and Muller, from the session's generator. `m + s * randn(3)` moves \
    and widens.
    """
  static let examples = [
    Example("randn(2, 3).shape", prints: "[2, 3]"),
    Example("abs(mean(randn(10000))) < 0.1", prints: "true"),
  ]

  let session: Session

  func elements(count: Int) -> [Float] {
    var random = session.nextRandom()
    return (0..<count).map { _ in random.normal() }
  }
}
