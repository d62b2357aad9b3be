import Language

/// Width and height of a picture in typographic points, in which letters are 11 to 16 high; a point
/// is two pixels of a PNG file unless `dpi` says otherwise.
struct PictureSize: ValueConvertible, Equatable {
  let width: Double
  let height: Double

  static let pixelsPerPoint = 2.0
  static let range = 50.0...4000.0
  static let usual = PictureSize(width: 600, height: 400)

  static var typeDescription: String { "[width, height] from 50 to 4000" }

  init(width: Double, height: Double) { (self.width, self.height) = (width, height) }

  init(_ value: Value) throws {
    let sides = try [Double](value)
    guard sides.count == 2, sides.allSatisfy(Self.range.contains) else {
      throw Diagnostic(.value, "expected \(Self.typeDescription), got \(value.literal)")
    }
    self.init(width: sides[0], height: sides[1])
  }

  var asValue: Value { [width, height].asValue }

  var pixels: (width: Int, height: Int) { pixels(.usual) }

  func pixels(_ resolution: Resolution) -> (width: Int, height: Int) {
    (
      Int((width * resolution.pixelsPerPoint).rounded()),
      Int((height * resolution.pixelsPerPoint).rounded())
    )
  }
}
