import Datasets
import Testing

struct CSVFileTests {
  private func records(_ text: String) throws -> [CSVFile.Record] {
    var records: [CSVFile.Record] = []
    try CSVFile.forEachRecord(in: Array(text.utf8), path: "t.csv") { records.append($0) }
    return records
  }

  /// The examples of RFC 4180, section 2.
  @Test(
    arguments: [
      ("aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n", [["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]]),
      ("aaa,bbb,ccc\r\nzzz,yyy,xxx", [["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]]),
      (
        "\"aaa\",\"b\r\nbb\",\"ccc\"\r\nzzz,yyy,xxx",
        [["aaa", "b\r\nbb", "ccc"], ["zzz", "yyy", "xxx"]]
      ),
      ("\"aaa\",\"b\"\"bb\",\"c,c\"", [["aaa", "b\"bb", "c,c"]]),
      ("a,\n,b\n\n\"\",c", [["a", ""], ["", "b"], ["", "c"]]),
      ("\u{feff}a\rb,é\n", [["a\rb", "é"]]),
      ("", []), ("\n\r\n", []),
    ] as [(String, [[String]])])
  func fields(text: String, expected: [[String]]) throws {
    #expect(try records(text).map(\.fields) == expected)
  }

  @Test func recordsKnowTheLineOnWhichTheyBegin() throws {
    #expect(try records("a\n\n\"b\nc\"\r\nd").map(\.line) == [1, 3, 5])
  }

  @Test(
    arguments: [
      ("a,b\"c", 1, "a quote stands inside a field that is not in quotes"),
      ("a\n\"b\"c", 2, "text follows the closing quote of field 1"),
      ("a\n\"b\n\nc", 2, "the quote of a field is never closed"),
    ])
  func faultsHaveALine(text: String, line: Int, reason: String) {
    #expect { try records(text) } throws: { error in
      guard case DatasetError.badTable("t.csv", line, reason, _) = error else { return false }
      return true
    }
  }

  @Test func otherEncodingsAreRefused() {
    #expect {
      try CSVFile.forEachRecord(in: [0x61, 0x0a, 0xe9], path: "t.csv") { _ in }
    } throws: { error in
      if case DatasetError.badTable(_, 2, "the text is not UTF-8", _) = error {
        true
      } else {
        false
      }
    }
  }
}
