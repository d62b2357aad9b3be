import CompressedModels
import Language
import ModelExchange
import Networks
import Ranks
import Tensors

/// Values as bytes between ranks, exactly: numbers, texts, lists, records, ranges, tensors, tables
/// and nets.
package struct TravellingValue {
  /// Stands for places in texts that the other rank has not read.
  let span: Span

  package init(span: Span) { self.span = span }

  private enum Kind: Int {
    case none, no, yes, number, string, list, record, range, table, tensor, network, packed
  }

  /// Throws kind `type` for what cannot travel.
  package func write(_ value: Value, to writer: inout MessageWriter) throws {
    func begin(_ kind: Kind) { writer.write(kind.rawValue) }
    switch value {
    case .none: begin(.none)
    case .bool(let truth): begin(truth ? .yes : .no)
    case .number(let number):
      begin(.number)
      writer.write(number)
    case .string(let text):
      begin(.string)
      writer.write(text)
    case .list(let elements):
      begin(.list)
      writer.write(elements.count)
      for element in elements { try write(element, to: &writer) }
    case .record(let record):
      begin(.record)
      writer.write(record.count)
      for (key, value) in record.pairs {
        writer.write(key)
        try write(value, to: &writer)
      }
    case .range(let range):
      begin(.range)
      for number in [range.first, range.last, range.step] { writer.write(number) }
    case .function: throw refusal(value)
    case .object(let object): try write(object, to: &writer)
    }
  }

  private func write(_ object: any ScriptObject, to writer: inout MessageWriter) throws {
    switch object {
    case let table as Table:
      writer.write(Kind.table.rawValue)
      try write(table, to: &writer)
    case let tensor as TensorValue:
      writer.write(Kind.tensor.rawValue)
      writer.write(NPYFile.write(tensor.typed))
    case let network as Network:
      writer.write(Kind.network.rawValue)
      writer.write(try PackedModel(storing: network, metadata: Metadata()).serialized())
    case let packed as PackedModel:
      writer.write(Kind.packed.rawValue)
      writer.write(packed.serialized())
    default: throw refusal(.object(object))
    }
  }

  private func write(_ table: Table, to writer: inout MessageWriter) throws {
    write(table.title, to: &writer)
    write(table.key, to: &writer)
    writer.write(table.columns.count)
    for column in table.columns {
      writer.write(column.name)
      write(column.format, to: &writer)
      try write(.list(column.values), to: &writer)
    }
  }

  private func write(_ text: String?, to writer: inout MessageWriter) {
    writer.write(text == nil ? 0 : 1)
    if let text { writer.write(text) }
  }

  private func refusal(_ value: Value) -> Diagnostic {
    Diagnostic(
      .type, "\(value.typeNameWithArticle) cannot travel between ranks",
      hint: "give numbers, texts, lists, records, tables, tensors or nets")
  }

  // MARK: Reading

  package func read(_ reader: inout MessageReader) throws -> Value {
    guard let kind = reader.integer().flatMap(Kind.init(rawValue:)) else { throw Self.cutOff }
    switch kind {
    case .none: return .none
    case .no, .yes: return .bool(kind == .yes)
    case .number: return .number(try Self.given(reader.double()))
    case .string: return .string(try Self.given(reader.text()))
    case .list: return .list(try list(&reader))
    case .record:
      let count = try Self.given(reader.integer())
      return .record(
        Record(
          try (0..<count).map { _ in (try Self.given(reader.text()), try read(&reader)) }))
    case .range:
      return .range(
        NumberRange(
          first: try Self.given(reader.double()), last: try Self.given(reader.double()),
          step: try Self.given(reader.double())))
    case .table: return .object(try table(&reader))
    case .tensor: return TensorValue(try NPYFile.read(try Self.given(reader.blob()))).value
    case .network, .packed:
      switch try ContainerReader.read(try Self.given(reader.blob())) {
      case .network(let network, _): return .object(network)
      case .packed(let packed): return .object(packed)
      }
    }
  }

  private func list(_ reader: inout MessageReader) throws -> [Value] {
    let count = try Self.given(reader.integer())
    return try (0..<count).map { _ in try read(&reader) }
  }

  private func table(_ reader: inout MessageReader) throws -> Table {
    let (title, key) = (try text(&reader), try text(&reader))
    let columns = try (0..<Self.given(reader.integer())).map { _ in
      let (name, format) = (try Self.given(reader.text()), try text(&reader))
      guard case .list(let values) = try read(&reader) else { throw Self.cutOff }
      return Table.Column(name, values, format: format)
    }
    return Table(title: title, columns: columns, key: key)
  }

  private func text(_ reader: inout MessageReader) throws -> String? {
    try Self.given(reader.integer()) == 0 ? nil : try Self.given(reader.text())
  }

  static let cutOff = RankError.failed(rank: "another rank", reason: "what it sent ends early")

  static func given<Part>(_ part: Part?) throws -> Part {
    guard let part else { throw cutOff }
    return part
  }
}

/// What one call gave and told, as bytes between ranks.
package struct TravellingOutcome {
  package let value: Value
  package let hasDrawn: Bool
  /// Those that are told later; how far the call was is not.
  package let events: [Event]

  package init(value: Value, hasDrawn: Bool, events: [Event]) {
    (self.value, self.hasDrawn, self.events) = (value, hasDrawn, events)
  }

  private enum Kind: Int {
    case text, note, table, used, check, failure
  }

  package func coded(_ code: TravellingValue) throws -> [UInt8] {
    var writer = MessageWriter()
    writer.write(hasDrawn ? 1 : 0)
    try code.write(value, to: &writer)
    for event in events {
      switch event {
      case .text(let text): Self.write(.text, [text], to: &writer)
      case .note(let text): Self.write(.note, [text], to: &writer)
      case .used(let path, _): Self.write(.used, [path], to: &writer)
      case .table(let table):
        writer.write(Kind.table.rawValue)
        try code.write(.object(table), to: &writer)
      case .check(let check):
        Self.write(.check, [check.message, check.detail], to: &writer)
        writer.write(check.passed ? 1 : 0)
        Self.write(check.span, to: &writer)
      case .diagnostic(let diagnostic) where diagnostic.kind == .check:
        Self.write(.failure, [diagnostic.message, diagnostic.hint ?? ""], to: &writer)
        Self.write(diagnostic.span ?? code.span, to: &writer)
      default: break
      }
    }
    return writer.bytes
  }

  private static func write(_ kind: Kind, _ texts: [String], to writer: inout MessageWriter) {
    writer.write(kind.rawValue)
    for text in texts { writer.write(text) }
  }

  private static func write(_ span: Span, to writer: inout MessageWriter) {
    writer.write(span.source.name)
    writer.write(span.range.lowerBound)
    writer.write(span.range.upperBound)
  }

  package init(coded bytes: [UInt8], _ code: TravellingValue) throws {
    var reader = MessageReader(bytes)
    hasDrawn = try TravellingValue.given(reader.integer()) == 1
    value = try code.read(&reader)
    var events: [Event] = []
    while let kind = reader.integer() {
      events.append(
        try Self.event(try TravellingValue.given(Kind(rawValue: kind)), &reader, code))
    }
    self.events = events
  }

  private static func event(_ kind: Kind, _ reader: inout MessageReader, _ code: TravellingValue)
    throws -> Event
  {
    func text() throws -> String { try TravellingValue.given(reader.text()) }
    switch kind {
    case .text: return .text(try text())
    case .note: return .note(try text())
    case .used: return .used(path: try text(), checksum: nil)
    case .table:
      guard case .object(let table as Table) = try code.read(&reader) else {
        throw TravellingValue.cutOff
      }
      return .table(table)
    case .check:
      let (message, detail) = (try text(), try text())
      let passed = try TravellingValue.given(reader.integer()) == 1
      return .check(
        CheckResult(
          passed: passed, message: message, detail: detail, span: try span(&reader, code)))
    case .failure:
      let (message, hint) = (try text(), try text())
      return .diagnostic(
        Diagnostic(
          .check, message, at: try span(&reader, code), hint: hint.isEmpty ? nil : hint))
    }
  }

  /// In the script that both ranks read; elsewhere the call itself.
  private static func span(_ reader: inout MessageReader, _ code: TravellingValue) throws -> Span {
    let name = try TravellingValue.given(reader.text())
    let first = try TravellingValue.given(reader.integer())
    let last = try TravellingValue.given(reader.integer())
    guard name == code.span.source.name, first >= 0, first <= last else { return code.span }
    return Span(code.span.source, first..<last)
  }
}
