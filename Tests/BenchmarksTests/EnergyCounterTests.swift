import Benchmarks
import Foundation
import TestSupport
import Testing

/// A folder in the form of the kernel's, whose counter the work itself turns.
@Suite struct EnergyCounterTests {
  private func write(_ value: Int, _ name: String, _ folder: String) {
    try? "\(value)\n".write(toFile: folder + "/" + name, atomically: false, encoding: .utf8)
  }

  /// Three microjoules a pass, at the end of the range, where the counter begins again.
  @Test(arguments: [0, 999_999])
  func joulesOfOnePass(start: Int) throws {
    let folder = NSTemporaryDirectory() + "energy-\(start)-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    write(start, "energy_uj", folder)
    write(1_000_000, "max_energy_range_uj", folder)
    let counter = try #require(EnergyCounter(folder: folder))
    var passes = 0
    let joules = counter.joules(
      of: {
        passes += 1
        write((start + 3 * passes) % 1_000_000, "energy_uj", folder)
      }, seconds: 0.001)
    #expect(abs((joules ?? 0) - 3e-6) < 1e-12 && passes >= 1)
  }

  @Test func noneWithoutACounter() { #expect(EnergyCounter(folder: "/proc/nowhere") == nil) }
}
