/// Comma-separated values as RFC 4180 has them: a field in quotes may hold commas, line ends, and a
/// quote written twice. Lines end with LF or CRLF; empty lines are left out.
package enum CSVFile {
  package struct Record: Sendable, Equatable {
    /// On which it begins, from 1.
    package let line: Int
    package let fields: [String]

    package init(line: Int, fields: [String]) { (self.line, self.fields) = (line, fields) }
  }

  /// Calls `body` with each record, in order.
  package static func forEachRecord(
    in content: [UInt8], path: String, _ body: (Record) throws(DatasetError) -> Void
  ) throws(DatasetError) {
    var reader = CSVReader(content, path: path)
    while let record = try reader.next() { try body(record) }
  }
}

private struct CSVReader {
  private let bytes: [UInt8]
  private let path: String
  private var place: Int
  private var line = 1

  init(_ bytes: [UInt8], path: String) {
    (self.bytes, self.path) = (bytes, path)
    // The mark of UTF-8 that spreadsheets write.
    place = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
  }

  mutating func next() throws(DatasetError) -> CSVFile.Record? {
    while skipLineEnd() {}
    guard place < bytes.count else { return nil }
    let start = line
    var fields = [try field()]
    while place < bytes.count, bytes[place] == UInt8(ascii: ",") {
      place += 1
      fields.append(try field())
    }
    guard place == bytes.count || skipLineEnd() else {
      throw fault("text follows the closing quote of field \(fields.count)")
    }
    return CSVFile.Record(line: start, fields: fields)
  }

  private mutating func skipLineEnd() -> Bool {
    guard let length = lineEnd else { return false }
    place += length
    line += 1
    return true
  }

  /// Bytes of the line end that stands here.
  private var lineEnd: Int? {
    guard place < bytes.count else { return nil }
    if bytes[place] == UInt8(ascii: "\n") { return 1 }
    let isPair =
      bytes[place] == UInt8(ascii: "\r") && place + 1 < bytes.count
      && bytes[place + 1] == UInt8(ascii: "\n")
    return isPair ? 2 : nil
  }

  private mutating func field() throws(DatasetError) -> String {
    guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else { return try plainField() }
    return try quotedField()
  }

  private mutating func plainField() throws(DatasetError) -> String {
    let start = place
    while place < bytes.count, bytes[place] != UInt8(ascii: ","), lineEnd == nil {
      if bytes[place] == UInt8(ascii: "\"") {
        throw fault("a quote stands inside a field that is not in quotes")
      }
      place += 1
    }
    return try text(bytes[start..<place])
  }

  private mutating func quotedField() throws(DatasetError) -> String {
    let opened = line
    var field: [UInt8] = []
    place += 1
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      if byte == UInt8(ascii: "\"") {
        guard place < bytes.count, bytes[place] == byte else { return try text(field[...]) }
        place += 1
      }
      if byte == UInt8(ascii: "\n") { line += 1 }
      field.append(byte)
    }
    line = opened
    throw fault("the quote of a field is never closed")
  }

  private func text(_ bytes: ArraySlice<UInt8>) throws(DatasetError) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .badTable(
        path: path, line: line, reason: "the text is not UTF-8", remedy: "save the file as UTF-8")
    }
    return text
  }

  private func fault(_ reason: String) -> DatasetError {
    .badTable(
      path: path, line: line, reason: reason,
      remedy: "put the field into quotes and write each quote in it twice")
  }
}
