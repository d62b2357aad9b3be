/// Adds up what decisions would cost, in units of 2^-16 bits: choices between models are made by
/// it, and are the same on every machine.
package struct CostMeter: DecisionCoder {
  package private(set) var cost: UInt64 = 0
  private let costs: UnsafePointer<UInt32>

  /// `costs` is `costs()`, and must outlive the meter.
  package init(_ costs: UnsafePointer<UInt32>) { self.costs = costs }

  @inline(__always) package mutating func code(_ bit: Int, ones: UInt64) -> Int {
    let probability = bit == 1 ? ones : 65536 &- ones
    cost &+= UInt64(costs[Int(probability >> 4)])
    return bit
  }

  /// -log2(p / 4096) in units of 2^-16 bits for p = 0 ... 4096; what cannot be costs as much as
  /// p = 1/2.
  package static func costs() -> [UInt32] {
    (0...4096).map { step in
      UInt32((binaryLogarithm(4096 / max(0.5, Double(step))) * 65536).rounded())
    }
  }
}
