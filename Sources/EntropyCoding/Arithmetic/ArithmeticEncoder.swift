/// Binary arithmetic coding: the whole sequence of decisions becomes one number in [0, 1), and each
/// decision narrows the interval that the number lies in by its probability (Rissanen 1976; the
/// form with carries into bytes already written is that of Martin's range coder, 1979).
///
/// The interval is [low, low + range) in units that get 2^32 times finer whenever the range falls
/// below 2^32; so a probability of 16 bits is always told apart from its neighbours.
package struct ArithmeticEncoder: DecisionCoder {
  private let output = Output()
  private var low: UInt64 = 0
  private var range = UInt64.max

  package init() {}

  @inline(__always) package mutating func code(_ bit: Int, ones: UInt64) -> Int {
    let part = (range >> 16) &* ones
    if bit == 1 {
      range = part
    } else {
      let (sum, carries) = low.addingReportingOverflow(part)
      low = sum
      range &-= part
      if carries { carry() }
    }
    if range < 1 << 32 { narrow() }
    return bit
  }

  private mutating func narrow() {
    for shift in stride(from: UInt64(56), through: 32, by: -8) {
      output.bytes.append(UInt8(truncatingIfNeeded: low >> shift))
    }
    low <<= 32
    range <<= 32
  }

  /// Adds one to the number that the bytes are.
  private func carry() {
    var place = output.bytes.count - 1
    while place >= 0, output.bytes[place] == 255 {
      output.bytes[place] = 0
      place -= 1
    }
    if place >= 0 { output.bytes[place] += 1 }
  }

  /// All decisions: the number of the interval with the fewest bytes. Nothing may follow.
  package func finished() -> [UInt8] {
    let end = ArithmeticEnd(low: low, range: range)
    if end.carries { carry() }
    for place in 0..<end.byteCount {
      output.bytes.append(UInt8(truncatingIfNeeded: end.number >> UInt64(56 - 8 * place)))
    }
    return output.bytes
  }

  /// An encoder is copied to registers and back for every weight; its bytes are not.
  private final class Output {
    var bytes: [UInt8] = []
  }
}

/// The number that stands for a last interval: the one that ends with the most zero bytes, which
/// are not written. It is the only one a reader accepts.
struct ArithmeticEnd: Equatable {
  /// The number's 64 bits from where low begins; bytes of it that are written.
  let number: UInt64
  let byteCount: Int
  /// Whether the number is 2^64 or more: one is added to the bytes before.
  let carries: Bool

  init(low: UInt64, range: UInt64) {
    // From all eight bytes zero on; with none zero the number is low itself.
    for written in 0..<8 {
      let mask = UInt64.max >> UInt64(8 * written)
      let (sum, carries) = low.addingReportingOverflow(mask)
      let number = sum & ~mask
      if number &- low < range {
        (self.number, byteCount, self.carries) = (number, written, carries)
        return
      }
    }
    (number, byteCount, carries) = (low, 8, false)
  }
}
