import Datasets
import Testing

struct CSVDataTests {
  private func data(_ text: String, target: String? = "y") throws -> CSVData {
    try CSVData(Array(text.utf8), path: "t.csv", target: target)
  }

  /// One fraction or sign among them, and numbers are no classes.
  @Test(arguments: ["0.5", "-1", "2e9"]) func numbersAreTargets(last: String) throws {
    let table = try data("a,y\n1,0\n2,\(last)\n")
    #expect(table.examples.targetShape == [])
    #expect(table.examples.targets(at: [1])?.values == [try #require(Float(last))])
  }

  @Test func wordsAreClassesInAscendingOrder() throws {
    let table = try data("a, y ,b\n1,dog,-2\n 3e1 ,cat,.5\n5,\"dog\",7\n")
    #expect(table.features == ["a", "b"])
    #expect(table.examples.labels == [1, 0, 1])
    #expect(table.examples.classNames == ["cat", "dog"])
    #expect(try table.examples.inputs(at: 0..<3).values == [1, -2, 30, 0.5, 5, 7])
  }

  @Test func wholeNumbersAreTheClassesThemselves() throws {
    let table = try data("y,a\n2,1\n0,2\n")
    #expect(table.examples.labels == [2, 0] && table.examples.classNames.isEmpty)
  }

  @Test(
    arguments: [
      ("", 1, "the table is empty"),
      ("a,y\n", 1, "no examples follow the header"),
      ("a;y\n1;2\n", 1, "the columns are not separated by commas"),
      (",y\n1,2\n", 1, "column 1 has no name"),
      ("a,a,y\n", 1, "two columns are called 'a'"),
      ("y\n1\n", 1, "there is no column but 'y'"),
      ("a,y\n1,2,3\n", 2, "3 fields, but the header names 2 columns"),
      ("a,y\n1,2\n\n ,0\n", 4, "'a' is missing"),
      ("a,y\nNaN,0\n", 2, "'a' is missing"),
      ("a,y\n1,\n", 2, "'y' is missing"),
      ("a,y\n1,0\nred,1\n", 3, "'a' is 'red', which is no number"),
      ("a,y\n1,0\ninf,1\n", 3, "'a' is 'inf', which is no number"),
      ("a,b,y\n1,2,0\n2,2,1\n", 1, "'b' is 2.0 on every line"),
    ])
  func faultsHaveALine(text: String, line: Int, reason: String) {
    #expect { try data(text) } throws: { error in
      guard case DatasetError.badTable("t.csv", let foundLine, let found, let remedy) = error else {
        return false
      }
      #expect(found == reason && foundLine == line)
      return !remedy.isEmpty
    }
  }

  @Test func theTargetIsAColumn() {
    #expect(throws: DatasetError.noColumn(path: "t.csv", name: "y", columns: ["a", "b"])) {
      try data("a,b\n1,2\n")
    }
  }

  @Test func theTargetMustBeSaid() {
    #expect { try data("a,b\n1,2\n", target: nil) } throws: { error in
      guard case DatasetError.badTable(_, 1, _, let remedy) = error else { return false }
      return remedy == "data(\"t.csv\", target=\"b\")"
    }
  }
}
