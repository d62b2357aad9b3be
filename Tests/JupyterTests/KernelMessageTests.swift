import Jupyter
import Testing

@Suite struct KernelMessageTests {
  /// RFC 4231, test case 2: key "Jefe", data "what do ya want for nothing?".
  @Test func signaturesAreThoseOfTheStandard() {
    let parts = ["what do ya ", "want for ", "nothing?"].map { Array($0.utf8) }
    #expect(
      String(decoding: KernelMessage.signature(of: parts, key: "Jefe"), as: UTF8.self)
        == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    #expect(KernelMessage.signature(of: parts, key: "") == [])
  }

  @Test func whatIsNotSignedIsNotHeard() {
    let voice = KernelVoice(key: "k")
    let content = JSONObject().with("code", "1 + 1")
    let parts = voice.parts("execute_request", content, answering: nil, to: [[1, 2]])
    let message = KernelMessage(parts, key: "k")
    #expect(message?.kind == "execute_request")
    #expect(message?.content["code"] as? String == "1 + 1")
    #expect(message?.identities == [[1, 2]])
    #expect(KernelMessage(parts, key: "other") == nil)
    #expect(KernelMessage([], key: "k") == nil)
  }
}
