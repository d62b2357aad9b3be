import Networks

/// What training must preserve grows while it goes on, and depends on several layers together:
/// gradual pruning. The trainer knows no more of it than this.
public protocol ConstraintSchedule: Sendable {
  /// Constraints that hold from here on, by parameter, after `step` of `steps` steps; nil when
  /// nothing changes. The trainer projects weights and what the optimizer remembers by them. Throws
  /// when a constraint cannot be met.
  mutating func constraints(after step: Int, of steps: Int, network: Network) throws -> [String:
    any WeightConstraint]?
  /// Whether nothing changes any more after so many steps.
  func isSettled(after step: Int, of steps: Int) -> Bool
}
