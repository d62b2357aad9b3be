import ModelExchange
import Networks
import Tensors
import TestSupport
import Testing

/// Models whose large constants stay in the file, here from 1024 bytes on.
struct ONNXOutlineTests {
  private static func outline(_ bytes: [UInt8]) throws -> (TemporaryFolder, [UInt8]?) {
    let folder = try TemporaryFolder()
    try folder.write(bytes, to: "m.onnx")
    let source = try ByteSource(file: "\(folder.path)/m.onnx")
    return (folder, try ONNXOutline.bytes(of: source, called: "m.onnx", smallest: 1024))
  }

  private static func network(_ bytes: [UInt8], _ folder: TemporaryFolder? = nil) throws -> Network
  {
    try ONNXFile.read(bytes) { name in
      guard let folder else { throw NoFiles() }
      return try ByteSource(file: "\(folder.path)/\(name)")
    }
  }

  /// What is left out are the file's own bytes at the places that the outline gives.
  @Test func largeConstantsAreNamedWhereTheyAre() throws {
    let whole = ONNXModel.stored.bytes
    let (_, outline) = try Self.outline(whole)
    let (before, after) = (
      try StoredTensor.all(in: whole), try StoredTensor.all(in: #require(outline))
    )
    #expect(before.map(\.name) == after.map(\.name))
    var leftOut = 0
    for (old, new) in zip(before, after) {
      let isLarge = (old.rawCount ?? 0) >= 1024
      #expect(new.isExternal == isLarge && (new.rawCount == nil || !isLarge), "\(old.name)")
      guard isLarge else { continue }
      #expect(new.location == "m.onnx" && new.length == old.rawCount)
      leftOut += new.length
    }
    #expect(leftOut > 8192)
    // A header, three entries and their keys take less than a hundred bytes a constant.
    let size = try #require(outline).count
    #expect(size > whole.count - leftOut && size < whole.count - leftOut + 100 * before.count)
  }

  @Test func theNetworkIsThatOfTheWholeFile() throws {
    let whole = ONNXModel.stored.bytes
    let (folder, outline) = try Self.outline(whole)
    let (wanted, given) = (
      try Self.network(whole), try Self.network(try #require(outline), folder)
    )
    #expect(given.origin == wanted.origin)
    #expect(given.parameterNames == wanted.parameterNames)
    for name in wanted.parameterNames {
      #expect(given.parameter(name) == wanted.parameter(name), "\(name)")
    }
  }

  /// A network that becomes layers.
  @Test func layersAreThoseOfTheWholeFile() throws {
    let wanted = try Network(
      inputShape: [20],
      chain: [
        Dense(
          weights: .dense(.normal([40, 20], seed: 3)),
          bias: .float32([Float](repeating: 0.5, count: 40))),
        ReLU(),
        Dense(
          weights: .dense(.normal([3, 40], seed: 5)), bias: .float32([1, 2, 3])),
      ])
    let (folder, outline) = try Self.outline(try ONNXFile.write(wanted))
    let given = try Self.network(try #require(outline), folder)
    #expect(given.origin == nil && given.nodes.count == wanted.nodes.count)
    for (one, other) in zip(given.parameterNames, wanted.parameterNames) {
      #expect(given.parameter(one)?.weights == wanted.parameter(other)?.weights)
    }
  }

  @Test func smallModelsHaveNone() throws {
    let (_, outline) = try Self.outline(ONNXModel().bytes)
    #expect(outline == nil)
  }

  /// Constants that are elsewhere already stay as they are said to be.
  @Test func whatIsOutsideStaysOutside() throws {
    let network = try Self.network(ONNXModel.stored.bytes)
    let (model, _) = try ONNXFile.write(network, dataFile: "m.onnx.data")
    let (_, outline) = try Self.outline(model)
    #expect(outline == nil)
  }

  /// A file that is cut off anywhere, or whose fields do not fit, is for the reader of whole files,
  /// which says why it is refused.
  @Test func filesThatAreNoneHaveNone() throws {
    let whole = ONNXModel.stored.bytes
    for count in stride(from: 0, to: whole.count - 1, by: 61) {
      let (_, outline) = try Self.outline(Array(whole[..<count]))
      guard let outline else { continue }
      // Cut between two fields of the model: what is there is whole.
      #expect(throws: Never.self) { try StoredTensor.all(in: outline) }
    }
    for number: UInt8 in [0x0B, 0x07, 0xFF, 0x00] {
      let (_, outline) = try Self.outline([number] + whole)
      #expect(outline == nil, "\(number)")
    }
  }
}
