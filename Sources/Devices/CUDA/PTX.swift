import CDeviceKernels

/// The kernels as text that NVIDIA's driver builds for the card at hand: made from
/// `KernelSource.cuda` by `Scripts/Peers/ptx.py`.
package enum PTX {
  package static let text = String(cString: dcs_kernels_ptx())

  /// For a card of this compute capability. From 9 on a kernel may be launched while the one before
  /// ends (programmatic dependent launch): it lets the next one come at once, and waits itself
  /// before it touches what others write.
  package static func text(capability: Int) -> String {
    guard isEarly(capability) else { return text }
    return text.replacing(".version 6.0\n.target sm_50", with: ".version 7.8\n.target sm_90")
      .replacing("// await", with: "griddepcontrol.launch_dependents;\n\tgriddepcontrol.wait;")
  }

  /// Whether kernels of such a card come early.
  static func isEarly(_ capability: Int) -> Bool { capability >= 90 }
}
