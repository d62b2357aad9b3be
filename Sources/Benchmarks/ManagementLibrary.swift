import Glibc

/// NVIDIA's management library (NVML), which comes with the driver and is loaded while dcs runs:
/// the card's own count of its energy.
///
/// SAFETY: a table of functions, written once; NVML's may be called from any thread.
package struct ManagementLibrary: @unchecked Sendable {
  private typealias Handle = OpaquePointer
  private typealias Start = @convention(c) () -> Int32
  private typealias Count = @convention(c) (UnsafeMutablePointer<UInt32>) -> Int32
  private typealias Find = @convention(c) (UInt32, UnsafeMutablePointer<Handle?>) -> Int32
  private typealias Name = @convention(c) (Handle?, UnsafeMutablePointer<CChar>, UInt32) -> Int32
  private typealias Energy = @convention(c) (Handle?, UnsafeMutablePointer<UInt64>) -> Int32

  private let count: Count
  private let find: Find
  private let name: Name
  private let energy: Energy

  static let fileName = "libnvidia-ml.so.1"

  /// nil where there is no such driver.
  init?() {
    guard let library = dlopen(Self.fileName, RTLD_NOW | RTLD_LOCAL) else { return nil }
    self.init { dlsym(library, $0) }
  }

  /// `symbols` gives the address of a function, or nil.
  package init?(_ symbols: (String) -> UnsafeMutableRawPointer?) {
    guard let start = symbols("nvmlInit_v2"), let count = symbols("nvmlDeviceGetCount_v2"),
      let find = symbols("nvmlDeviceGetHandleByIndex_v2"), let name = symbols("nvmlDeviceGetName"),
      let energy = symbols("nvmlDeviceGetTotalEnergyConsumption"),
      unsafeBitCast(start, to: Start.self)() == 0
    else { return nil }
    self.count = unsafeBitCast(count, to: Count.self)
    self.find = unsafeBitCast(find, to: Find.self)
    self.name = unsafeBitCast(name, to: Name.self)
    self.energy = unsafeBitCast(energy, to: Energy.self)
  }

  /// Joules since the driver began, of the first card of this name; nil where there is none, or it
  /// does not count.
  package func joules(ofCard wanted: String) -> Double? {
    var cards: UInt32 = 0
    guard count(&cards) == 0 else { return nil }
    for number in 0..<cards {
      var card: Handle?
      var text = [CChar](repeating: 0, count: 96)
      guard find(number, &card) == 0, name(card, &text, 96) == 0,
        Self.string(text) == wanted
      else { continue }
      var millijoules: UInt64 = 0
      guard energy(card, &millijoules) == 0 else { return nil }
      return 1e-3 * Double(millijoules)
    }
    return nil
  }

  private static func string(_ text: [CChar]) -> String {
    String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
