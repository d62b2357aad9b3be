import Language

/// A JSON object that is put together from finished parts, in their order.
public struct JSONObject: Sendable {
  private var fields: [(name: String, text: String)] = []

  public init() {}

  public func with(_ name: String, _ text: String) -> JSONObject {
    adding(name, JSONText.string(text))
  }

  public func with(_ name: String, _ number: Int) -> JSONObject { adding(name, "\(number)") }
  public func with(_ name: String, _ truth: Bool) -> JSONObject { adding(name, "\(truth)") }
  public func with(_ name: String, _ object: JSONObject) -> JSONObject { adding(name, object.text) }

  public func with(_ name: String, _ texts: [String]) -> JSONObject {
    adding(name, "[" + texts.map { JSONText.string($0) }.joined(separator: ", ") + "]")
  }

  /// With a part that is JSON already.
  public func adding(_ name: String, _ json: String) -> JSONObject {
    var copy = self
    copy.fields.append((name, json))
    return copy
  }

  public var text: String {
    "{" + fields.map { "\(JSONText.string($0.name)): \($0.text)" }.joined(separator: ", ") + "}"
  }
}
