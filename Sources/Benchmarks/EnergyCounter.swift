import Glibc

/// A machine's own count of its energy, whatever runs on it: the processor's (RAPL) where the
/// kernel lets us read it, or a card's (NVML).
public struct EnergyCounter: Sendable {
  /// Joules so far.
  private let read: @Sendable () -> Double?
  /// Joules at which the counter begins again.
  private let range: Double
  /// Seconds that work is repeated for: counters move by steps.
  private let seconds: Double

  /// The processor's, all cores and all programs together. nil without a counter that may be read:
  /// virtual machines have none, and many systems show it to root only.
  public init?(folder: String = "/sys/class/powercap/intel-rapl:0") {
    let path = folder + "/energy_uj"
    range = Self.number(folder + "/max_energy_range_uj") ?? 0
    seconds = 0.1
    read = { Self.number(path) }
    guard read() != nil else { return nil }
  }

  /// That of an NVIDIA card of this name, which moves ten times a second.
  public init?(card: String) {
    guard let library = ManagementLibrary() else { return nil }
    self.init(card: card, library)
  }

  package init?(card: String, _ library: ManagementLibrary) {
    (range, seconds) = (0, 1)
    read = { library.joules(ofCard: card) }
    guard read() != nil else { return nil }
  }

  /// Joules of one pass: `work` is repeated for so many seconds. nil when the counter cannot be
  /// read any more.
  public func joules(of work: () -> Void, seconds: Double? = nil) -> Double? {
    guard let before = read() else { return nil }
    let clock = ContinuousClock()
    let start = clock.now
    var passes = 0.0
    repeat {
      work()
      passes += 1
    } while clock.now - start < .seconds(seconds ?? self.seconds)
    guard let after = read() else { return nil }
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
