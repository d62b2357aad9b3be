import Language
import Testing

/// Small values do not leave the interpreter's thread; what is large is told apart by its count,
/// not by walking it.
struct ValueSizeTests {
  @Test func countsDecide() {
    let many = [Value](repeating: .number(0), count: 20_001)
    #expect(Value.list(many).isLarge)
    #expect(!Value.list(Array(many.dropFirst())).isLarge)
    #expect(Value.list([.list(many)]).isLarge)
    #expect(Value.record(Record([("a", .list(many))])).isLarge)
    #expect(Value.number(1e6).isLarge && Value.number(-1e6).isLarge)
    #expect(Value.describeMany([.number(3000), .number(-3000)]))
    #expect(Value.describeMany([.list([.number(3000), .number(3000)])]))
    #expect(!Value.describeMany([.number(300), .number(784), .none]))
    #expect(!Value.number(784).isLarge && !Value.string("fc1").isLarge && !Value.none.isLarge)
  }
}
