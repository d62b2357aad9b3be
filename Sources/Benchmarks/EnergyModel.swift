/// Energy of one pass, modelled: the paper's figures for a 45 nm process (section 1: a 32-bit float
/// addition takes 0.9 pJ, a 32-bit SRAM read 5 pJ, a 32-bit DRAM read 640 pJ). Weights come from
/// DRAM once a pass; each product reads an input from SRAM and adds. No measurement: it counts
/// bytes and operations.
public enum EnergyModel {
  static let addition = 0.9e-12
  static let cacheRead = 5e-12
  static let memoryRead = 640e-12

  /// Joules. `products` is the number of multiply-additions of the pass.
  public static func joules(weightBytes: Int, products: Int) -> Double {
    Double(weightBytes) / 4 * memoryRead + Double(products) * (cacheRead + addition)
  }
}
