import Synchronization

/// How work-groups stand that were the quickest when they were timed, by product: kept in the store
/// by device, driver and kernels.
package final class TunedShapes: Sendable {
  private let shapes: Mutex<[String: GroupShape]>
  private let store: FileStore
  private let name: String

  init(for device: Device, store: FileStore) {
    self.store = store
    name =
      "shapes-"
      + Fingerprint(
        [device.platform, device.name, device.driver, KernelSource.openCL].joined(separator: "\0")
      ).hexadecimal + ".txt"
    let file = store.read(name).flatMap(OpenCLProgram.content)
    shapes = Mutex(Self.shapes(in: file ?? []))
  }

  func shape(for product: String) -> GroupShape? { shapes.withLock { $0[product] } }

  func keep(_ shape: GroupShape, for product: String) {
    let text = shapes.withLock { shapes in
      shapes[product] = shape
      return Self.text(shapes)
    }
    store.write(name, OpenCLProgram.sealed(Array(text.utf8)))
  }

  /// "sparse 4096x9216, 16 lanes, 1 place: 1 1 16 8": tile, side, lanes and rows.
  package static func text(_ shapes: [String: GroupShape]) -> String {
    shapes.sorted { $0.key < $1.key }.map { product, shape in
      "\(product): \(shape.tile) \(shape.side) \(shape.lanes) \(shape.rows)\n"
    }.joined()
  }

  /// Lines that are none are left out.
  package static func shapes(in file: [UInt8]) -> [String: GroupShape] {
    var shapes: [String: GroupShape] = [:]
    for line in String(decoding: file, as: UTF8.self).split(separator: "\n") {
      guard let colon = line.lastIndex(of: ":") else { continue }
      let numbers = line[line.index(after: colon)...].split(separator: " ").compactMap { Int($0) }
      guard numbers.count == 4, numbers.allSatisfy({ $0 > 0 }),
        KernelSource.tiles.contains(numbers[0])
      else { continue }
      shapes[String(line[..<colon])] = GroupShape(
        tile: numbers[0], side: numbers[1], lanes: numbers[2], rows: numbers[3])
    }
    return shapes
  }
}
