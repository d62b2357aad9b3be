import Synchronization

/// What was made from a value and is kept with it, so that it is made once. Copies of the value
/// share it; whoever changes a copy gives it a fresh one. What is kept must not hold a copy that
/// shares it: neither would ever be let go of.
public final class KeptValues: Sendable {
  private let values = Mutex<[ObjectIdentifier: (key: any Sendable & Hashable, any Sendable)]>([:])

  public init() {}

  /// The last value of a kind, if it was made for this key; else `make` makes one, which takes its
  /// place. Two that come at once may both make one.
  public func value<Key: Hashable & Sendable, Value: Sendable, Failure: Error>(
    for key: Key, make: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let kind = ObjectIdentifier(Value.self)
    let known = values.withLock { $0[kind] }
    if let known, let before = known.key as? Key, before == key, let value = known.1 as? Value {
      return value
    }
    let value = try make()
    values.withLock { $0[kind] = (key, value) }
    return value
  }
}
