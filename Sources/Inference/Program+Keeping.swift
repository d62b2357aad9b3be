import CompressedModels
import Networks
import Products

extension Network {
  /// The network as a program: made when it is first asked for, and kept with the network.
  public func program(on machine: Machine = .current) -> Program {
    kept.value(for: machine) { Program(apart, on: machine) }
  }
}

extension PackedModel {
  /// The model as a program that runs from codes and positions: made when it is first asked for,
  /// and kept with the model. Throws when the layers do not make a network.
  public func program(on machine: Machine = .current) throws(ContainerError) -> Program {
    try kept.value(for: machine) { () throws(ContainerError) in try Program(apart, on: machine) }
  }
}

extension Program: TensorProgram {
  public var largestValueCount: Int { schedule.network.largestValueCount }
}
