/// The format of MNIST (yann.lecun.com/exdb/mnist): two zero bytes, element type, rank, big-endian
/// extents, elements.
package struct IDXFile {
  package let shape: [Int]
  /// Unsigned bytes, row-major.
  package let elements: [UInt8]

  /// 8 is the code of unsigned bytes, the only elements that MNIST's family has.
  private static let unsignedByte: UInt8 = 8

  package init(_ content: [UInt8], path: String) throws(DatasetError) {
    guard content.count >= 4, content[0] == 0, content[1] == 0 else {
      throw .notIDX(path: path, reason: "it does not start with two zero bytes")
    }
    guard content[2] == Self.unsignedByte else {
      throw .notIDX(path: path, reason: "element type \(content[2]) is not unsigned bytes")
    }
    let rank = Int(content[3])
    guard (1...4).contains(rank), content.count >= 4 + 4 * rank else {
      throw .notIDX(path: path, reason: "its header is cut off")
    }
    let extents = (0..<rank).map { dimension in
      content[(4 + 4 * dimension)..<(8 + 4 * dimension)].reduce(0) { $0 << 8 | Int($1) }
    }
    var count = 1
    for extent in extents {
      let (product, overflows) = count.multipliedReportingOverflow(by: extent)
      guard !overflows else {
        throw .notIDX(path: path, reason: "its extents \(extents) are absurd")
      }
      count = product
    }
    let found = content.count - 4 - 4 * rank
    guard found == count else {
      throw .notIDX(
        path: path, reason: "extents \(extents) need \(count) elements, the file has \(found)")
    }
    (shape, elements) = (extents, Array(content[(4 + 4 * rank)...]))
  }
}
