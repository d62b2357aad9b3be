import Benchmarks
import Testing

/// Two cards, the second of which counts; functions of C in place of the driver's.
@Suite struct ManagementLibraryTests {
  private static let start: @convention(c) () -> Int32 = { 0 }
  private static let count: @convention(c) (UnsafeMutablePointer<UInt32>) -> Int32 = {
    $0.pointee = 2
    return 0
  }
  private static let find: @convention(c) (UInt32, UnsafeMutablePointer<OpaquePointer?>) -> Int32 =
    { number, card in
      card.pointee = OpaquePointer(bitPattern: Int(number) + 1)
      return 0
    }
  private static let name:
    @convention(c) (OpaquePointer?, UnsafeMutablePointer<CChar>, UInt32) -> Int32 = {
      card, text, _ in
      for (place, byte) in "Card \(Int(bitPattern: card))".utf8.enumerated() {
        text[place] = CChar(bitPattern: byte)
      }
      return 0
    }
  private static let energy:
    @convention(c) (OpaquePointer?, UnsafeMutablePointer<UInt64>) -> Int32 = { card, joules in
      joules.pointee = 2500
      return card == OpaquePointer(bitPattern: 2) ? 0 : 3
    }

  private static func address(_ name: String) -> UnsafeMutableRawPointer? {
    switch name {
    case "nvmlInit_v2": unsafeBitCast(start, to: UnsafeMutableRawPointer.self)
    case "nvmlDeviceGetCount_v2": unsafeBitCast(count, to: UnsafeMutableRawPointer.self)
    case "nvmlDeviceGetHandleByIndex_v2": unsafeBitCast(find, to: UnsafeMutableRawPointer.self)
    case "nvmlDeviceGetName": unsafeBitCast(Self.name, to: UnsafeMutableRawPointer.self)
    default: unsafeBitCast(energy, to: UnsafeMutableRawPointer.self)
    }
  }

  @Test func countsMillijoulesByName() throws {
    let library = try #require(ManagementLibrary(Self.address))
    #expect(library.joules(ofCard: "Card 2") == 2.5)
    #expect(library.joules(ofCard: "Card 1") == nil)
    #expect(library.joules(ofCard: "Card") == nil)
    #expect(EnergyCounter(card: "Card 2", library)?.joules(of: {}, seconds: 0) == 0)
    #expect(EnergyCounter(card: "Card 3", library) == nil)
  }

  @Test func noneWithoutAFunction() {
    #expect(ManagementLibrary { $0 == "nvmlDeviceGetName" ? nil : Self.address($0) } == nil)
  }
}
