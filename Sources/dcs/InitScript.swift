import Console
import Foundation
import Language

/// `$XDG_CONFIG_HOME/dcs/init.dcs`: what a person wants in every session at the prompt; scripts
/// never see it.
struct InitScript {
  let path: String

  /// Nil when there is none.
  init?(environment: [String: String]) {
    let folder = environment["XDG_CONFIG_HOME"] ?? environment["HOME"].map { $0 + "/.config" }
    guard let folder, FileManager.default.fileExists(atPath: folder + "/dcs/init.dcs") else {
      return nil
    }
    path = folder + "/dcs/init.dcs"
  }

  /// An error in it is told and does not keep anybody from the prompt.
  func run(_ studio: Studio) {
    do {
      studio.console.run(try SourceText(contentsOf: path))
    } catch {
      studio.output.handle(.diagnostic(error))
    }
  }
}
