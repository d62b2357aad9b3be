import Language
import Networks

extension BoundCall {
  /// Runs `body` and lets an error without a place point at the argument.
  func locating<Result>(_ parameter: some AnyParameter, _ body: () throws -> Result) throws
    -> Result
  {
    do {
      return try body()
    } catch var diagnostic as Diagnostic {
      diagnostic.span = diagnostic.span ?? span(of: parameter)
      throw diagnostic
    } catch let error as any DiagnosticConvertible {
      var diagnostic = error.diagnostic
      diagnostic.span = span(of: parameter)
      throw diagnostic
    }
  }

  /// Runs `body` and lets an error point at the argument that `argumentAtFault` blames for it.
  func locating<Result, Failure: DiagnosticConvertible>(
    by argumentAtFault: (Failure) -> any AnyParameter, _ body: () throws(Failure) -> Result
  ) throws -> Result {
    do {
      return try body()
    } catch {
      var diagnostic = error.diagnostic
      diagnostic.span = span(of: argumentAtFault(error))
      throw diagnostic
    }
  }

  /// The layers of `network` with weights that `only=` and `except=` leave; those of fewer weights
  /// than `smallest=` are left out.
  func layers(
    of network: Network, only: Parameter<LayerSelection?>, except: Parameter<LayerSelection?>,
    smallest: Parameter<Int>? = nil
  ) throws -> [String] {
    let names = try layers(among: network.weightNames, only: only, except: except)
    guard let smallest, self[smallest] > 0 else { return names }
    return names.filter { network.parameter($0)?.weights.count ?? 0 >= self[smallest] }
  }

  /// The layers of these names that `only=` and `except=` leave.
  func layers(
    among names: [String], only: Parameter<LayerSelection?>, except: Parameter<LayerSelection?>
  ) throws -> [String] {
    let chosen = try locating(only) { try self[only]?.names(among: names) ?? names }
    let excluded = Set(try locating(except) { try self[except]?.names(among: names) ?? [] })
    return chosen.filter { !excluded.contains($0) }
  }
}
