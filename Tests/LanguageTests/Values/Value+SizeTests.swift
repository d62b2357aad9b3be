import Language
import Testing

/// Small values do not leave the interpreter's thread; what is large is told apart by its count,
/// not by walking it.
struct ValueSizeTests {
  /// Forty doublings are a trillion elements in forty lists: nobody may go through them, nor ask
  /// how large they are in such a way.
  @Test(arguments: [true, false]) func whatIsSharedManyTimesIsLarge(isList: Bool) {
    var value = Value.number(1)
    for _ in 1...40 {
      value = isList ? .list([value, value]) : .record(Record([("x", value), ("y", value)]))
    }
    #expect(value.isLarge && !Value.describeMany([value]) && !value.holdsTable)
  }

  @Test func countsDecide() {
    let many = [Value](repeating: .number(0), count: 20_001)
    #expect(Value.list(many).isLarge)
    #expect(!Value.list(Array(many.dropFirst())).isLarge)
    #expect(Value.list([.list(many)]).isLarge)
    #expect(Value.record(Record([("a", .list(many))])).isLarge)
    #expect(Value.record(Record([("a", .none), ("b", .list(many)), ("c", .none)])).isLarge)
    #expect(Value.number(1e6).isLarge && Value.number(-1e6).isLarge)
    #expect(Value.describeMany([.number(3000), .number(-3000)]))
    #expect(Value.describeMany([.list([.number(3000), .number(3000)])]))
    #expect(!Value.describeMany([.number(300), .number(784), .none]))
    #expect(!Value.list([.record(Record([("a", .list([.number(1)]))]))]).isLarge)
    #expect(!Value.number(784).isLarge && !Value.string("fc1").isLarge && !Value.none.isLarge)
  }
}
