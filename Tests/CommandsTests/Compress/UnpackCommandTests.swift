import Testing

@Suite struct UnpackCommandTests {
  /// Whatever state a net was packed in, that is what comes back.
  @Test(arguments: ["n", "p", "q"]) func theNetComesBack(_ net: String) throws {
    let run = try ScriptRun(
      Nets.shared
        + "u = unpack(huffman(\(net))); print(same(u, \(net)), u.state == \(net).state, type(u))")
    #expect(run.story == "true true net")
  }

  @Test func onlyPackedNetsAreUnpacked() throws {
    let run = try ScriptRun(Nets.toy + "unpack(n)")
    #expect(run.error?.kind == .type && run.place == "n")
  }
}
