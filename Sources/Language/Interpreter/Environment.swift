/// Variables: the session's globals, or the locals of one call. Used by one interpreter on one
/// thread at a time.
public final class Environment: @unchecked Sendable {
  private var storage: [String: Value] = [:]
  private var order: [String] = []
  /// Where a name is looked up next: the scope in which the function was written.
  let parent: Environment?
  /// Whether a function was written here: it holds this scope, and may be a variable of it.
  var isCaptured = false

  public init() { parent = nil }
  init(parent: Environment) { self.parent = parent }

  /// The names of this scope in the order of their first assignment.
  public var names: [String] { order }

  /// Looked up here, then outwards.
  public func lookup(_ name: String) -> Value? {
    var scope: Environment? = self
    while let environment = scope {
      if let value = environment.storage[name] { return value }
      scope = environment.parent
    }
    return nil
  }

  /// Assigns in this scope.
  public func set(_ name: String, to value: Value) {
    if storage.updateValue(value, forKey: name) == nil { order.append(name) }
  }

  public func remove(_ name: String) {
    if storage.removeValue(forKey: name) != nil { order.removeAll { $0 == name } }
  }

  public func removeAll() {
    storage = [:]
    order = []
  }

  /// Names and values of this scope in order, for `:vars`.
  public var variables: [(name: String, value: Value)] { order.map { ($0, storage[$0] ?? .none) } }

  /// Names visible from here, innermost first.
  var visibleNames: [String] { order + (parent?.visibleNames ?? []) }

  /// Changes a variable of this scope where it is, so that lists are not copied for every element
  /// assigned. When `change` throws, the variable keeps its value.
  func modify(_ name: String, _ change: (inout Value) throws -> Void) rethrows {
    guard var value = storage[name] else { return }
    storage[name] = Value.none
    defer { storage[name] = value }
    try change(&value)
  }

  func hasOwn(_ name: String) -> Bool { storage[name] != nil }

  /// Ends a call that gave `result`. A function that was written in it and is not given on cannot
  /// be called any more, since nothing else leaves a call; it and its scope, which hold each other,
  /// would stay to the end of the process.
  func end(giving result: Value?) {
    if isCaptured, !(result?.holdsFunction ?? false) { removeAll() }
  }

  /// What `restore` needs to undo a failed statement.
  struct Snapshot {
    fileprivate let storage: [String: Value]
    fileprivate let order: [String]
  }

  var snapshot: Snapshot { Snapshot(storage: storage, order: order) }

  func restore(_ snapshot: Snapshot) {
    (storage, order) = (snapshot.storage, snapshot.order)
  }
}
