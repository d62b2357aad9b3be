import Language

struct StdCommand: ReductionCommand {
  static let name = "std"
  static let summary =
    "The standard deviation of numbers, of a tensor, or along one dimension of it."
  static let details = """
    sqrt(Σ (x - mean)² / (n - 1)), as `sd` in R and `std` in Julia and Octave: the estimate from a
    sample, nan for one number. `sample=false` divides by n, which is what the pruning threshold
    "quality times standard deviation" of Han et al. 2015 uses.
    """
  static let sample = Parameter<Bool>(
    "sample", "divide by n - 1 (true) or by n (false)", default: true)
  static let parameters: [any AnyParameter] = [values, axis, sample]
  static let examples = [
    Example("std([2, 4, 4, 4, 5, 5, 7, 9], sample=false)", prints: "2"),
    Example("std(tensor([[1, 4], [3, 4]]), axis=0, sample=false).values", prints: "[1, 0]"),
  ]

  func reducer(for call: BoundCall) -> Reducer {
    let reduction = call[Self.sample] ? 1 : 0
    return { $0.standardDeviation(countReducedBy: reduction) }
  }
}
