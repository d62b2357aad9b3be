import Language
import Testing

@Suite struct EnvironmentTests {
  @Test func namesKeepTheirOrder() {
    let environment = Environment()
    for name in ["b", "a", "c"] { environment.set(name, to: .none) }
    environment.set("b", to: .number(1))
    environment.remove("a")
    environment.remove("unknown")
    #expect(environment.names == ["b", "c"])
    #expect(environment.variables.map(\.value.literal) == ["1", "none"])
    environment.removeAll()
    #expect(environment.names.isEmpty)
  }
}
