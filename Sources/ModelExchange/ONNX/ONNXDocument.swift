import Networks
import Tensors

/// An ONNX file whose tensors' numbers are apart from everything else, which stays as it is, byte
/// for byte: nodes, attributes, names, operator sets, functions, graphs inside nodes.
///
/// The skeleton is the file with the numbers of its larger tensors left out; the emptied tensors
/// are its *slots*, in the order of the file.
struct ONNXDocument: Sendable {
  /// A tensor whose numbers are elsewhere.
  struct Slot: Sendable, Equatable {
    /// Unique in the file: the tensor's name, with those of the nodes around it where it is inside
    /// a graph of theirs.
    let name: String
    /// onnx.TensorProto.DataType
    let type: Int
    let shape: [Int]

    var count: Int { shape.reduce(1, *) }
    /// Whole numbers of one byte: codes that somebody else's quantization has made.
    var isInteger: Bool { ONNXDocument.integerTypes.contains(type) }
    /// A matrix, or a kernel of more extents.
    var isMatrix: Bool { shape.count >= 2 && shape.filter { $0 > 1 }.count >= 2 }
  }

  let skeleton: [UInt8]
  let slots: [Slot]

  private static let floatTypes = [1, 10, 11, 16]
  fileprivate static let integerTypes = [2, 3]
  /// Smaller tensors stay in the skeleton: scalars, axes, a handful of numbers.
  private static let smallestFloats = 16
  private static let smallestIntegers = 256

  /// The slots of a skeleton that comes from elsewhere.
  init(skeleton: [UInt8]) throws(ModelExchangeError) {
    self.skeleton = skeleton
    var slots: [Slot] = []
    var names: Set<String> = []
    _ = try ONNXRewriter { place, bytes throws(ModelExchangeError) in
      let tensor = try ONNXTensor(bytes)
      guard tensor.isEmptied else { return nil }
      guard names.insert(place.path).inserted else {
        throw .malformedMessage(reason: "two tensors are called '\(place.path)'", offset: 0)
      }
      slots.append(Slot(name: place.path, type: tensor.type, shape: tensor.shape))
      return nil
    }.model(skeleton[...])
    self.slots = slots
  }

  /// Takes a file apart. Gives the tensor of each slot, too, as the file has it.
  static func split(_ bytes: [UInt8], _ graph: ONNXGraph, files: ExternalFiles)
    throws(ModelExchangeError) -> (document: ONNXDocument, tensors: [ONNXTensor])
  {
    let read = graph.namesRead
    var slots: [Slot] = []
    var tensors: [ONNXTensor] = []
    var names: Set<String> = []
    let skeleton = try ONNXRewriter { place, bytes throws(ModelExchangeError) in
      let tensor = try ONNXTensor(bytes)
      _ = try tensor.count()
      guard isSlot(type: tensor.type, shape: tensor.shape), read.contains(place.name),
        names.insert(place.path).inserted
      else {
        guard tensor.isExternal else { return nil }
        do throws(ModelExchangeError) {
          return .tensor(try tensor.internalized(bytes, files))
        } catch { throw .inEntry(name: place.path, error) }
      }
      tensors.append(tensor)
      slots.append(Slot(name: place.path, type: tensor.type, shape: tensor.shape))
      return .tensor(try ONNXRewriter.tensor(bytes, holding: ONNXNumbers([])))
    }.model(bytes[...])
    return (ONNXDocument(skeleton: skeleton, slots: slots), tensors)
  }

  /// The numbers of the slots' tensors; whole numbers as floats, which hold them exactly.
  func values(_ tensors: [ONNXTensor], _ files: ExternalFiles) throws(ModelExchangeError)
    -> [[Float]]
  {
    var values: [[Float]] = []
    for (slot, tensor) in zip(slots, tensors) {
      do throws(ModelExchangeError) {
        values.append(try tensor.values(files))
      } catch { throw .inEntry(name: slot.name, error) }
    }
    return values
  }

  /// Whether tensors of such numbers can be slots.
  static func isCompressible(_ type: Int) -> Bool {
    floatTypes.contains(type) || integerTypes.contains(type)
  }

  /// Whether a tensor's numbers are apart.
  static func isSlot(type: Int, shape: [Int]) -> Bool {
    let count = shape.reduce(1, *)
    return floatTypes.contains(type)
      ? count >= smallestFloats
      : integerTypes.contains(type) && shape.count >= 2 && count >= smallestIntegers
  }

  private init(skeleton: [UInt8], slots: [Slot]) { (self.skeleton, self.slots) = (skeleton, slots) }

  /// The file, with these weights in its slots. Floats that the slot's type cannot hold are rounded
  /// to the nearest that it can. With the form `shared`, shared weights of 32-bit floats become
  /// nodes that look codes up in a codebook (`ONNXCodebook`). Larger tensors go to `data` where
  /// there is such a file.
  func file(
    form: WeightForm, data: inout ONNXDataFile?,
    _ weights: @escaping WeightSource
  ) throws(ModelExchangeError) -> [UInt8] {
    let isModern = try ONNXGraph(skeleton).version >= 7
    var number = 0
    var filled = data
    defer { data = filled }
    return try ONNXRewriter { place, bytes throws(ModelExchangeError) in
      guard number < slots.count, slots[number].name == place.path else {
        return try Self.moved(bytes, to: &filled).map { .tensor($0) }
      }
      let slot = slots[number]
      number += 1
      if form == .shared, isModern, slot.type == 1,
        case .shared(let shared) = try weights(slot.name)
      {
        return .computed(fields: ONNXCodebook(shared, name: place.name, data: &filled).fields)
      }
      let size = slot.count * ONNXTensor.byteCount(of: slot.type)
      let numbers = try ONNXNumbers(count: size, goingTo: filled) { () throws(ModelExchangeError) in
        Self.bytes(try weights(slot.name).tensor.values, of: slot.type)
      }
      return .tensor(try ONNXRewriter.tensor(bytes, holding: numbers, &filled))
    }.model(skeleton[...])
  }

  /// A large tensor that is no slot, for instance a table of whole numbers, with its numbers in the
  /// file beside the model; nil for all others.
  private static func moved(_ bytes: ArraySlice<UInt8>, to data: inout ONNXDataFile?)
    throws(ModelExchangeError) -> [UInt8]?
  {
    guard data != nil else { return nil }
    guard let range = try ONNXTensor(bytes).rawRange, range.count >= ONNXDataFile.smallest else {
      return nil
    }
    return try ONNXRewriter.tensor(bytes, holding: ONNXNumbers(Array(bytes[range])), &data)
  }

  /// Numbers as a file has them (TensorProto.raw_data).
  static func bytes(_ values: [Float], of type: Int) -> [UInt8] {
    switch type {
    case 2: values.map { UInt8(max(0, min(255, $0))) }
    case 3: values.map { UInt8(bitPattern: Int8(max(-128, min(127, $0)))) }
    case 10: LittleEndian.bytes(values.map { Float16($0).bitPattern })
    case 11: LittleEndian.bytes(values.map { Double($0).bitPattern })
    case 16: LittleEndian.bytes(values.map(bfloat16))
    default: LittleEndian.bytes(values)
    }
  }

  /// The other way round.
  static func values(_ bytes: ArraySlice<UInt8>, of type: Int) -> [Float] {
    switch type {
    case 2: bytes.map { Float($0) }
    case 3: bytes.map { Float(Int8(bitPattern: $0)) }
    case 10: LittleEndian.numbers(bytes, UInt16.self).map { Float(Float16(bitPattern: $0)) }
    case 11: LittleEndian.numbers(bytes, UInt64.self).map { Float(Double(bitPattern: $0)) }
    case 16: LittleEndian.numbers(bytes, UInt16.self).map { Float(bitPattern: UInt32($0) << 16) }
    default: LittleEndian.floats(bytes)
    }
  }

  /// The upper half of a float, rounded to the nearest, ties to even.
  private static func bfloat16(_ value: Float) -> UInt16 {
    let bits = value.bitPattern
    guard !value.isNaN else { return UInt16(bits >> 16) | 0x40 }
    let rounded = UInt64(bits) + 0x7FFF + UInt64(bits >> 16 & 1)
    return UInt16(truncatingIfNeeded: rounded >> 16)
  }
}

extension ONNXGraph {
  /// Names that any node reads or any graph gives, in graphs inside nodes, too.
  var namesRead: Set<String> {
    var names = Set(outputs)
    for node in nodes {
      names.formUnion(node.inputs)
      for attribute in node.attributes.values {
        if let graph = attribute.graph { names.formUnion(graph.namesRead) }
      }
    }
    return names
  }
}
