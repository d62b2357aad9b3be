/// A picture as clients that show it themselves take it: reports, notebooks, terminals with pixels.
public protocol Drawing: Sendable {
  /// Words for who cannot see it.
  var caption: String { get }

  func svg() throws -> String
  func png(dotsPerInch: Double) throws -> [UInt8]
  /// For terminals that show DEC's sixel graphics.
  func sixel(dotsPerInch: Double) throws -> String
}
