import ModelExchange
import Networks

/// Sections 4 and 5 of FORMAT.md: the network's description and the texts about its origin.
extension ByteReader {
  private mutating func state() throws(ContainerError) -> StoredState {
    let number = try byte()
    guard let state = StoredState(rawValue: number) else {
      throw error(.unknownValue(field: "state", value: Int(number)), offset: position - 1)
    }
    return state
  }

  /// Section 11.1: the file of another program.
  mutating func originalFile() throws(ContainerError) -> (graph: StoredGraph, state: StoredState) {
    let state = try state()
    let count = try variable()
    let bytes = try take(remaining)
    do {
      let origin = try NetworkOrigin(checking: try Deflation.inflated(bytes, count: count))
      return (.file(origin, try origin.parameters()), state)
    } catch let fault as ContainerFault {
      throw error(fault)
    } catch let fault as ModelExchangeError {
      throw error(.originalFile(fault))
    } catch { throw self.error(.damagedDeflation) }
  }

  /// Section 4, plain or deflated (4.4). The place of what is wrong inside of what was deflated is
  /// that of the chunk.
  mutating func network(of chunk: Chunk) throws(ContainerError) -> (
    description: NetworkDescription, state: StoredState
  ) {
    guard chunk.type == ContainerFormat.ChunkType.deflatedNetwork else { return try network() }
    let count = try variable()
    let bytes = try take(remaining)
    do throws(ContainerFault) {
      let content = try Deflation.inflated(
        bytes, count: count, after: DescriptionDictionary.bytes)
      var inner = ByteReader(content[...], chunk: chunk.type)
      do throws(ContainerError) {
        let network = try inner.network()
        try inner.checkEnd()
        return network
      } catch { throw error.fault }
    } catch { throw chunk.error(error) }
  }

  private mutating func network() throws(ContainerError) -> (
    description: NetworkDescription, state: StoredState
  ) {
    let state = try state()
    let inputShape = try shape()
    let count = try count(of: "layers", each: 4)
    guard count > 0 else { throw error(.emptyNetwork) }
    var nodes: [NetworkDescription.Node] = []
    var names: Set<String> = []
    for index in 0..<count {
      let start = position
      nodes.append(try node(index: index))
      guard names.insert(nodes[index].name).inserted else {
        throw error(.duplicateName(nodes[index].name), offset: start)
      }
    }
    return (NetworkDescription(inputShape: inputShape, nodes: nodes), state)
  }

  private mutating func node(index: Int) throws(ContainerError) -> NetworkDescription.Node {
    let name = try text()
    let operation = try text()
    var inputs: [Int] = []
    for _ in 0..<(try count(of: "inputs")) {
      let start = position
      let input = try variable() - 1
      guard input < index else { throw error(.inputNotBefore(node: name), offset: start) }
      inputs.append(input)
    }
    let attributes = try sorted(count(of: "attributes", each: 3)) {
      reader throws(ContainerError) in try reader.attribute()
    }
    return .init(name: name, operation: operation, attributes: attributes, inputs: inputs)
  }

  /// Values by names that ascend, byte by byte; so no name occurs twice.
  private mutating func sorted<Value>(
    _ count: Int, _ value: (inout ByteReader) throws(ContainerError) -> Value
  ) throws(ContainerError) -> [String: Value] {
    var values: [String: Value] = [:]
    var last: String?
    for _ in 0..<count {
      let start = position
      let name = try text()
      guard last.map({ $0.precedesInFile(name) }) ?? true else {
        throw error(last == name ? .duplicateName(name) : .unsortedName(name), offset: start)
      }
      guard values.updateValue(try value(&self), forKey: name) == nil else {
        throw error(.duplicateName(name), offset: start)
      }
      last = name
    }
    return values
  }

  private mutating func attribute() throws(ContainerError) -> Attribute {
    let start = position
    switch try byte() {
    case ContainerFormat.AttributeKind.integers:
      var values: [Int] = []
      for _ in 0..<(try count(of: "whole numbers")) {
        values.append(try signed())
      }
      return .integers(values)
    case ContainerFormat.AttributeKind.number:
      let value = Double(bitPattern: try fixed())
      guard value.isFinite else { throw error(.notFinite(field: "attribute"), offset: start) }
      return .number(value)
    case ContainerFormat.AttributeKind.text:
      return .text(try text())
    case let kind:
      throw error(.unknownValue(field: "kind of attribute", value: Int(kind)), offset: start)
    }
  }

  mutating func metadata() throws(ContainerError) -> Metadata {
    var metadata = Metadata(tool: try text())
    switch try byte() {
    case 0: break
    case 1: metadata.seed = try fixed(UInt64.self)
    case let flag:
      throw error(.unknownValue(field: "seed mark", value: Int(flag)), offset: position - 1)
    }
    metadata.texts = try sorted(count(of: "texts", each: 2)) {
      reader throws(ContainerError) in try reader.text()
    }
    return metadata
  }
}

extension String {
  /// The order of names in a file: that of their bytes.
  func precedesInFile(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}
