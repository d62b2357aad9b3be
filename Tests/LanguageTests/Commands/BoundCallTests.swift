import Language
import Testing

@Suite struct BoundCallTests {
  private static let number = Parameter<Double>("x", "a number")
  private static let count = Parameter<Int>("n", "how many", default: 3)

  private func call(_ arguments: [String: BoundCall.Bound]) -> BoundCall {
    let source = SourceText(name: "t", text: "f(2.5)")
    return BoundCall(
      span: Span(source, 0..<6), context: Recording().interpreter(), arguments: arguments)
  }

  @Test func argumentsKeepTheirTypesAndPlaces() {
    let place = Span(SourceText(name: "t", text: "f(2.5)"), 2..<5)
    let call = call([
      "x": .init(decoded: 2.5, value: .number(2.5), span: place),
      "n": .init(decoded: 3, value: nil, span: nil),
    ])
    #expect(call[Self.number] == 2.5)
    #expect(call[Self.count] == 3)
    #expect(call.isGiven(Self.number) && !call.isGiven(Self.count))
    #expect(call.span(of: Self.number).text == "2.5")
    #expect(call.span(of: Self.count).text == "f(2.5)")
  }

  @Test func faultsPointAtTheArgument() {
    let place = Span(SourceText(name: "t", text: "f(2.5)"), 2..<5)
    let call = call(["x": .init(decoded: 2.5, value: .number(2.5), span: place)])
    let fault = call.fault(.value, at: Self.number, "too small", hint: "3", notes: ["n"])
    #expect(fault.kind == .value && fault.message == "too small")
    #expect(fault.span?.text == "2.5" && fault.hint == "3" && fault.notes == ["n"])
  }
}
