import Memory
import Tensors

/// An operation of ONNX with its attributes read: a function of tensors of any type and rank
/// (onnx.ai/onnx/operators).
public protocol Operator: Sendable {
  /// What nodes call it, "Transpose"; outside the standard domain with it: "ai.onnx.ml.Scaler".
  static var names: [String] { get }
  /// Reads what the node says. Throws for settings that the operator does not know or cannot do;
  /// what is left unread, `OperatorRegistry` refuses.
  init(_ node: inout OperatorNode) throws(OperatorError)
  /// inputs: one for each of the node's, nil for one that is left out -> one for each of its
  /// outputs. Throws for tensors that do not fit.
  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor]
}

/// An operator with graphs inside, which also read values around the node (If, Loop, Scan).
public protocol ControlOperator: Operator {
  /// Names of values that its graphs read and do not give themselves.
  var capturedNames: [String] { get }
  func outputs(of inputs: [TypedTensor?], captured: [String: TypedTensor]) throws(OperatorError)
    -> [TypedTensor]
}

extension ControlOperator {
  public func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    try outputs(of: inputs, captured: [:])
  }
}

/// Why a node cannot be computed, in words that follow its name: "axis 5 is beyond rank 3".
public struct OperatorError: Error, Equatable, CustomStringConvertible {
  public let description: String
  /// What there is too little memory for, when that is the reason.
  public private(set) var shortage: MemoryShortage?

  public init(_ description: String) { self.description = description }

  init(_ shortage: MemoryShortage) {
    (description, self.shortage) = (shortage.description, shortage)
  }

  /// In the operator `name` of a graph inside.
  func inside(_ name: String) -> OperatorError {
    var error = OperatorError("\(name): \(description)")
    error.shortage = shortage
    return error
  }
}
