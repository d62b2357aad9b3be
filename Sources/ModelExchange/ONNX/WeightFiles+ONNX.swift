import Memory
import Networks
import Tensors

extension WeightFiles {
  /// The tensors of an ONNX file that can be compressed, in the order of the file: they stay in it,
  /// or in the files beside it. The rest of the model, its graph, is `origin`.
  public init(onnx path: String) throws(ModelExchangeError) {
    try self.init(onnx: path, smallestOutside: ONNXOutline.smallest)
  }

  /// Raw numbers of so many bytes and more are not read with the model.
  package init(onnx path: String, smallestOutside: Int) throws(ModelExchangeError) {
    let model = try ByteSource(file: path)
    let (bytes, source) = try Self.graph(of: model, path, smallestOutside)
    guard ONNXFile.recognizes(bytes) else {
      throw .malformedMessage(reason: "this is no model, or only its beginning", offset: 0)
    }
    let files = ExternalFiles { try ByteSource(file: ByteSource.path(of: $0, beside: path)) }
    let (document, tensors) = try ONNXDocument.split(bytes, try ONNXGraph(bytes), files: files)
    var stored = StoredTensors(source)
    for (slot, tensor) in zip(document.slots, tensors) {
      do throws(ModelExchangeError) {
        stored.add(slot, try tensor.stored(files))
      } catch { throw .inEntry(name: slot.name, error) }
    }
    let origin = NetworkOrigin(
      skeleton: document.skeleton, parameterNames: document.slots.map(\.name))
    // A graph that makes no network is refused now, not when somebody reads what became of it.
    _ = try origin.network(document.slots.map { .absent(shape: $0.shape) })
    self.init(stored.arrays, stored.sources, origin: origin)
  }

  /// The model, without the numbers that take most of it where there are such, and where its other
  /// numbers lie.
  private static func graph(of model: ByteSource, _ path: String, _ smallest: Int)
    throws(ModelExchangeError) -> (bytes: [UInt8], source: ByteSource)
  {
    let name = ByteSource.name(of: path)
    if let outline = try ONNXOutline.bytes(of: model, called: name, smallest: smallest) {
      return (outline, ByteSource(outline))
    }
    do { try MemoryBudget.require(model.count, for: "'\(path)'") } catch { throw .memory(error) }
    return (try model.bytes(0..<model.count), model)
  }

  /// Where a tensor's numbers are.
  fileprivate enum Stored {
    /// In the model.
    case inside(Range<Int>)
    case outside(ExternalFiles.Place)
    /// Listed one by one in the model, which is no form to read parts of: here in bytes.
    case listed([UInt8])
  }

  /// Arrays and their sources, as they are gathered: the model first.
  private struct StoredTensors {
    var arrays: [Entry] = []
    var sources: [ByteSource]
    /// Of files with numbers outside of the model, by their names.
    private var numbers: [String: Int] = [:]

    init(_ model: ByteSource) { sources = [model] }

    mutating func add(_ slot: ONNXDocument.Slot, _ stored: Stored) {
      let (file, range) =
        switch stored {
        case .inside(let range): (0, range)
        case .outside(let place): (number(of: place), place.range)
        case .listed(let bytes): (sources.count, bytes.indices)
        }
      if case .listed(let bytes) = stored { sources.append(ByteSource(bytes)) }
      arrays.append(
        Entry(name: slot.name, shape: slot.shape, type: slot.type, file: file, range: range))
    }

    private mutating func number(of place: ExternalFiles.Place) -> Int {
      if let known = numbers[place.file] { return known }
      numbers[place.file] = sources.count
      sources.append(place.source)
      return sources.count - 1
    }
  }
}

extension ONNXTensor {
  fileprivate func stored(_ files: ExternalFiles) throws(ModelExchangeError) -> WeightFiles.Stored {
    if let place = try place(files) { return .outside(place) }
    guard let range = rawRange else {
      return .listed(ONNXDocument.bytes(try values(files), of: type))
    }
    try check(range.count)
    return .inside(range)
  }
}
