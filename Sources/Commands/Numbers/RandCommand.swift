import Language

struct RandCommand: FilledTensorCommand {
  static let name = "rand"
  static let summary = "Random numbers, uniform from 0 to below 1."
  static let details = """
    Drawn from the session's generator: the same `seed` gives the same numbers on every machine.
    Each element has 24 random bits, all that a 32-bit float holds. `rand()` is one number.
    """
  static let examples = [
    Example("rand(2, 3).shape", prints: "[2, 3]"),
    Example("max(rand(100)) < 1", prints: "true"),
  ]

  let session: Session

  func elements(count: Int) -> [Float] {
    var random = session.nextRandom()
    return (0..<count).map { _ in random.uniform() }
  }
}
