import Foundation
import Language

/// What tells Jupyter that dcs is there: a folder with `kernel.json`.
public enum KernelSpecification {
  /// Writes it and returns its path. Throws a `Diagnostic`.
  public static func install(
    program: String, environment: [String: String], prefix: String?
  ) throws -> String {
    let folder = try self.folder(environment: environment, prefix: prefix)
    let path = folder + "/kernel.json"
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try AtomicFile.write(
        (text(program: program, environment: environment) + "\n").utf8, to: path)
    } catch {
      throw Diagnostic(
        .file, "cannot write '\(path)'", hint: "--prefix DIR installs it below DIR/share/jupyter")
    }
    return path
  }

  private static func folder(environment: [String: String], prefix: String?) throws -> String {
    if let prefix { return prefix + "/share/jupyter/kernels/dcs" }
    if let data = environment["JUPYTER_DATA_DIR"], !data.isEmpty { return data + "/kernels/dcs" }
    guard let home = environment["HOME"] else {
      throw Diagnostic(.file, "there is no home folder to install into", hint: "--prefix DIR")
    }
    let data =
      environment["XDG_DATA_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? home + "/.local/share"
    return data + "/jupyter/kernels/dcs"
  }

  static func text(program: String, environment: [String: String]) -> String {
    var variables = JSONObject()
    if let data = environment["DCS_DATA"] { variables = variables.with("DCS_DATA", data) }
    return JSONObject()
      .with("argv", [program, "jupyter", "run", "{connection_file}"])
      .with("display_name", "Deep Compression Studio").with("language", "dcs")
      .with("interrupt_mode", "message").with("env", variables).text
  }
}
