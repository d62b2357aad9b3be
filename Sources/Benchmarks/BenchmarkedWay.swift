/// A way to compute one layer.
public enum BenchmarkedWay: String, Sendable, CaseIterable {
  /// From codes and positions.
  case dcs
  /// The same weights as a dense matrix of floats.
  case denseOpenBLAS = "OpenBLAS"
  /// The survivors as compressed sparse rows of floats, in plain C.
  case sparseRows = "CSR"
  case denseMKL = "MKL"
  case sparseMKL = "MKL sparse"
  /// NVIDIA's libraries, on its cards: all weights as floats, and compressed sparse rows.
  case denseCUBLAS = "cuBLAS"
  case sparseCUSPARSE = "cuSPARSE"
  /// As many bytes as dcs reads, only read and added up: the limit that memory sets.
  case reading
}
