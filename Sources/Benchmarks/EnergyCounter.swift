import Glibc

/// The processor's own count of its energy (RAPL), where the kernel lets us read it: all cores and
/// all programs together.
public struct EnergyCounter: Sendable {
  private let path: String
  /// Joules at which the counter begins again.
  private let range: Double

  /// nil without a counter that may be read: virtual machines have none, and many systems show it
  /// to root only.
  public init?(folder: String = "/sys/class/powercap/intel-rapl:0") {
    path = folder + "/energy_uj"
    range = Self.number(folder + "/max_energy_range_uj") ?? 0
    guard Self.number(path) != nil else { return nil }
  }

  /// Joules of one pass: `work` is repeated for so many seconds. nil when the counter cannot be
  /// read any more.
  public func joules(of work: () -> Void, seconds: Double = 0.1) -> Double? {
    guard let before = Self.number(path) else { return nil }
    let clock = ContinuousClock()
    let start = clock.now
    var passes = 0.0
    repeat {
      work()
      passes += 1
    } while clock.now - start < .seconds(seconds)
    guard let after = Self.number(path) else { return nil }
    return (after < before ? after - before + range : after - before) / passes
  }

  /// A file of one number, in millionths.
  private static func number(_ path: String) -> Double? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var buffer = [CChar](repeating: 0, count: 32)
    guard fgets(&buffer, Int32(buffer.count), file) != nil else { return nil }
    let digits = buffer.prefix { $0 >= 48 && $0 <= 57 }.map { UInt8($0) }
    return Double(String(decoding: digits, as: UTF8.self)).map { $0 * 1e-6 }
  }
}
