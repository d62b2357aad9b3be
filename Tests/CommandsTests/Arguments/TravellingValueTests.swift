import Commands
import Language
import Networks
import Ranks
import Tensors
import Testing

/// What travels between ranks arrives as it was.
@Suite struct TravellingValueTests {
  private static let source = SourceText(name: "study.dcs", text: "check a > b\nprint 1\n")
  private let code = TravellingValue(span: Span(source, 12..<19))

  private func travelled(_ value: Value) throws -> Value {
    var writer = MessageWriter()
    try code.write(value, to: &writer)
    var reader = MessageReader(writer.bytes)
    return try code.read(&reader)
  }

  @Test func valuesArriveAsTheyWere() throws {
    let record = Record([
      ("number", .number(0.1)), ("text", .string("zwei\nZeilen")), ("nothing", .none),
      ("yes", .bool(true)), ("no", .bool(false)),
      ("range", .range(NumberRange(first: 0, last: 1, step: 0.1))),
      ("list", .list([.number(.infinity), .list([])])),
    ])
    #expect(try travelled(.record(record)).isEqual(to: .record(record)))
    guard case .number(let nan) = try travelled(.number(.nan)) else {
      Issue.record("a number arrives as a number")
      return
    }
    #expect(nan.isNaN)
  }

  @Test func tablesKeepTheirTitlesAndFormats() throws {
    let table = Table(
      title: "Sizes", columns: [.init("bits", [.number(5)], format: "d"), .init("name", [.none])],
      key: "bits: of a code")
    guard case .object(let arrived as Table) = try travelled(.object(table)) else {
      Issue.record("a table arrives as a table")
      return
    }
    #expect(arrived.title == "Sizes")
    #expect(arrived.key == "bits: of a code")
    #expect(arrived.columns.map(\.format) == ["d", nil])
    #expect(Value.object(arrived).isEqual(to: .object(table)))
  }

  @Test func netsKeepTheirBits() throws {
    let network = try Network(
      inputShape: [2],
      chain: [
        Dense(
          weights: .dense(Tensor(shape: [2, 2], values: [0.1, -0.2, 0.3, 1e-30])),
          bias: .float32([0.5, -0.5]))
      ])
    guard case .object(let arrived as Network) = try travelled(.object(network)) else {
      Issue.record("a net arrives as a net")
      return
    }
    #expect(arrived.parameter("fc1") == network.parameter("fc1"))
  }

  @Test func functionsAreRefused() throws {
    let command = StandardCommands.table(session: Session())["sqrt"]
    #expect(command != nil)
    let interpreter = Interpreter(
      commands: StandardCommands.table(session: Session()), sink: { _ in },
      isInterrupted: { false })
    let outcome = interpreter.execute(SourceText(name: "f", text: "[fn(x) { x }]"), echo: .last)
    let value = try #require(outcome.value)
    #expect(throws: Diagnostic.self) { try travelled(value) }
  }

  /// Prints, tables, notes and checks; places in the script that both ranks read.
  @Test func eventsArriveInOrder() throws {
    let check = CheckResult(
      passed: false, message: "a is larger", detail: "left side 1, right side 2",
      span: Span(Self.source, 6..<11))
    let sent = TravellingOutcome(
      value: .number(1), hasDrawn: true,
      events: [
        .text("one"), .check(check), .diagnostic(Diagnostic(.check, "a is larger")),
        .progress(Progress(stage: "train", done: 1, total: 2, unit: "examples")), .note("two"),
      ])
    let arrived = try TravellingOutcome(coded: try sent.coded(code), code)
    #expect(arrived.hasDrawn)
    #expect(arrived.events.count == 4, "how far the call was is not told")
    guard case .text("one") = arrived.events[0], case .check(let told) = arrived.events[1],
      case .diagnostic(let failure) = arrived.events[2], case .note("two") = arrived.events[3]
    else {
      Issue.record("\(arrived.events)")
      return
    }
    #expect(!told.passed)
    #expect(told.span.text == "a > b")
    #expect(failure.span?.text == "print 1", "an error without a place is at the call")
  }

  @Test func bytesThatEndEarlyAreAnError() throws {
    let sent = TravellingOutcome(value: .string("text"), hasDrawn: false, events: [])
    let bytes = try sent.coded(code)
    #expect(throws: RankError.self) {
      _ = try TravellingOutcome(coded: Array(bytes.dropLast()), code)
    }
  }
}
