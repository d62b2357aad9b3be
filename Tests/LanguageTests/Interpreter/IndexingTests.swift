import Language
import Testing

/// Positions and slices as NumPy has them: `[10, 20, 30, 40][...]` was run there, too.
@Suite struct IndexingTests {
  @Test(arguments: [
    ("x[0]", "10"), ("x[-1]", "40"), ("x[-4]", "10"), ("x[1:3]", "[20, 30]"), ("x[:2]", "[10, 20]"),
    ("x[2:]", "[30, 40]"), ("x[:]", "[10, 20, 30, 40]"), ("x[-2:]", "[30, 40]"),
    ("x[:-3]", "[10]"), ("x[3:1]", "[]"), ("x[2:99]", "[30, 40]"), ("x[-99:1]", "[10]"),
    ("x[[3, 0, 3]]", "[40, 10, 40]"),
  ])
  func listsAsInNumPy(_ code: String, _ expected: String) {
    #expect(output("x = [10, 20, 30, 40]\nprint \(code)") == [expected])
  }

  /// Characters, not bytes.
  @Test func stringsByCharacter() {
    #expect(output("s = \"größe\"\nprint(s[2], s[-1], s[1:4])") == ["ö e röß"])
  }

  @Test func rangesByPosition() {
    #expect(
      output("r = 2..10 step 4\nprint(r[0], r[-1], r.first, r.last, r.step)") == ["2 10 2 10 4"])
  }

  @Test(arguments: [
    ("[1, 2][2]", "value: index 2 is out of range: the list has 2 elements"),
    ("[1, 2][-3]", "value: index -3 is out of range: the list has 2 elements"),
    ("[1, 2][0.5]", "value: an index is a whole number, not 0.5"),
    ("[1, 2][0/0]", "value: an index is a whole number, not nan"),
    ("[1][0:0.5]", "value: the end of a slice is a whole number, not 0.5"),
    ("[1][\"a\"]", "type: an index of the list is a number, not a string"),
    ("[1][0, 0]", "type: a list takes one index, not 2"),
    ("5[0]", "type: a number cannot be indexed like this"),
    ("{a: 1}[\"b\"]", "name: the record has no key 'b'"),
    ("{a: 1}.b", "name: the record has no field 'b'"),
    ("(1..3).length", "name: the range has no field 'length'"),
    ("true.x", "type: a bool has no fields"),
  ])
  func refusals(_ code: String, _ expected: String) {
    #expect(output("x = \(code)") == [expected])
  }
}
