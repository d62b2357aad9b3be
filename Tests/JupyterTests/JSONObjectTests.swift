import Jupyter
import Testing

@Suite struct JSONObjectTests {
  @Test func isPutTogetherInOrder() {
    let object = JSONObject().with("a", "x\"y\n").with("b", 2).with("c", true)
      .with("d", JSONObject().with("e", ["f", "g"])).adding("h", "null")
    #expect(
      object.text
        == #"{"a": "x\"y\n", "b": 2, "c": true, "d": {"e": ["f", "g"]}, "h": null}"#)
  }
}
