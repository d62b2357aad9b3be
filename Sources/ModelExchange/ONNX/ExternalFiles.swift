/// The files that hold the weights of large models, beside the model itself (onnx.proto,
/// TensorProto.external_data). They stay where they are; each is opened once, and what is asked for
/// is read.
final class ExternalFiles {
  private let open: (String) throws -> ByteSource
  private var sources: [String: ByteSource] = [:]

  /// Where a tensor's numbers are.
  struct Place {
    let file: String
    let source: ByteSource
    let range: Range<Int>
  }

  /// `open` gives a file in the model's folder.
  init(_ open: @escaping (String) throws -> ByteSource) { self.open = open }

  /// What the entries location, offset and length say, checked.
  func place(_ entries: [String: String]) throws(ModelExchangeError) -> Place {
    let name = entries["location"] ?? ""
    // A model must not make us read what lies elsewhere.
    guard !name.isEmpty, !name.hasPrefix("/"), !name.split(separator: "/").contains("..") else {
      throw .externalFile(name: name, reason: "only files in the model's own folder are read")
    }
    let source = try source(name)
    let offset = Int(entries["offset"] ?? "0") ?? -1
    let length = entries["length"].map { Int($0) ?? -1 } ?? source.count - max(0, offset)
    guard offset >= 0, length >= 0, offset <= source.count, length <= source.count - offset else {
      throw .externalFile(
        name: name, reason: "bytes \(offset) to \(offset) + \(length) of \(source.count)")
    }
    return Place(file: name, source: source, range: offset..<offset + length)
  }

  private func source(_ name: String) throws(ModelExchangeError) -> ByteSource {
    if let known = sources[name] { return known }
    do {
      let source = try open(name)
      sources[name] = source
      return source
    } catch ModelExchangeError.externalFile(_, let reason) {
      throw .externalFile(name: name, reason: reason)
    } catch {
      throw .externalFile(name: name, reason: "\(error)")
    }
  }
}
