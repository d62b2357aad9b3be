/// Closures may capture closures. Chains of captures are bounded, because releasing one is
/// recursive.
extension UserFunction {
  /// Whether at most `levels` local scopes are captured one through another.
  func isNested(atMost levels: Int) -> Bool {
    var seen: Set<ObjectIdentifier> = []
    var frontier = scope.locals
    for _ in 0...levels {
      frontier = frontier.filter { seen.insert(ObjectIdentifier($0)).inserted }
      if frontier.isEmpty { return true }
      frontier = frontier.flatMap { $0.variables.flatMap { $0.value.capturedScopes } }
    }
    return false
  }
}

extension Environment {
  /// This scope and those around it, without the globals.
  fileprivate var locals: [Environment] {
    guard let parent else { return [] }
    return [self] + parent.locals
  }
}

extension Value {
  /// The local scopes that functions in this value hold.
  fileprivate var capturedScopes: [Environment] {
    switch self {
    case .function(let callable): (callable as? UserFunction)?.scope.locals ?? []
    case .list(let elements): elements.flatMap(\.capturedScopes)
    case .record(let record): record.pairs.flatMap { $0.value.capturedScopes }
    default: []
    }
  }
}
