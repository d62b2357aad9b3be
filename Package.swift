// swift-tools-version: 6.2
import PackageDescription

let common: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
  .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
]
// Debug builds of the numeric targets are optimised too: without it training tests take 800 times
// longer.
let numeric: [SwiftSetting] = common + [.unsafeFlags(["-O"], .when(configuration: .debug))]
// Contraction off: a * b + c rounds twice everywhere, so results do not depend on the compiler's
// mood.
let kernelC: [CSetting] = [.unsafeFlags(["-O3", "-ffp-contract=off"])]

// libFuzzer's library, for Tests/fuzz alone: everything is built with its counters there.
let fuzzer: [Target] =
  Context.environment["DCS_LIBFUZZER"].map { library in
    [
      .target(name: "CFuzzer", path: "Tests/Fuzz/CFuzzer"),
      .executableTarget(
        name: "fuzzer", dependencies: ["CFuzzer", "FuzzedReaders"], path: "Tests/Fuzz/Fuzzer",
        swiftSettings: common, linkerSettings: [.unsafeFlags([library, "-lstdc++"])]),
    ]
  } ?? []

let package = Package(
  name: "deep-compression-studio",
  products: [.executable(name: "dcs", targets: ["dcs"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
  ],
  targets: [
    // MARK: System libraries
    .systemLibrary(name: "CReadline", providers: [.apt(["libreadline-dev"])]),
    .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
    .systemLibrary(
      name: "CTurboJPEG", pkgConfig: "libturbojpeg", providers: [.apt(["libturbojpeg0-dev"])]),
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    .systemLibrary(
      name: "CMarkdown", pkgConfig: "libcmark-gfm", providers: [.apt(["libcmark-gfm-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),

    // MARK: C, where Swift cannot go
    .target(name: "CKernels", cSettings: kernelC, linkerSettings: [.linkedLibrary("m")]),
    .target(name: "CTerminal"),
    .target(name: "CDeviceKernels", exclude: ["kernels.cu", "kernels.ptx"]),

    // MARK: What everything asks before it takes memory
    .target(name: "Memory", swiftSettings: common),

    // MARK: Processes that work together
    .target(name: "Ranks", swiftSettings: numeric),

    // MARK: Networks and their compression
    .target(
      name: "Tensors", dependencies: ["COpenBLAS", "CKernels"], swiftSettings: numeric,
      linkerSettings: [.linkedLibrary("m")]),
    .target(
      name: "Operators", dependencies: ["Memory", "Tensors", "CKernels"], swiftSettings: numeric),
    .target(name: "Products", dependencies: ["Tensors", "CKernels"], swiftSettings: numeric),
    .target(
      name: "Networks", dependencies: ["Memory", "Tensors", "CKernels"], swiftSettings: numeric),
    .target(
      name: "Datasets",
      dependencies: ["CKernels", "Memory", "Tensors", "CZlib", "CCrypto", "CPNG", "CTurboJPEG"],
      swiftSettings: numeric),
    .target(
      name: "Training", dependencies: ["CKernels", "Ranks", "Tensors", "Networks", "Datasets"],
      swiftSettings: numeric),
    .target(
      name: "Pruning", dependencies: ["CKernels", "Tensors", "Networks", "Training"],
      swiftSettings: numeric),
    .target(
      name: "Quantization",
      dependencies: ["CKernels", "Tensors", "Networks", "Training"],
      swiftSettings: numeric),
    .target(name: "EntropyCoding", dependencies: ["CKernels"], swiftSettings: numeric),
    .target(
      name: "CompressedModels",
      dependencies: [
        "Memory", "Tensors", "Networks", "EntropyCoding", "ModelExchange", "CZlib", "CCrypto",
      ],
      swiftSettings: numeric),
    .target(
      name: "CodeExport",
      dependencies: [
        "Tensors", "Operators", "Networks", "ModelExchange", "EntropyCoding", "CompressedModels",
        "Inference",
      ],
      swiftSettings: common),
    .target(
      name: "ModelExchange",
      dependencies: ["Memory", "Tensors", "Operators", "Networks", "CZip"],
      swiftSettings: numeric),
    .target(
      name: "Inference",
      dependencies: ["Memory", "Tensors", "Products", "Networks", "CompressedModels"],
      swiftSettings: numeric),
    .target(
      name: "Devices",
      dependencies: [
        "CDeviceKernels", "Tensors", "Products", "Networks", "CompressedModels", "Inference",
      ],
      swiftSettings: numeric),
    .target(
      name: "Benchmarks",
      dependencies: [
        "CKernels", "Tensors", "Products", "Networks", "CompressedModels", "Inference", "Devices",
      ],
      swiftSettings: numeric),
    .target(
      name: "DeepCompression",
      dependencies: [
        "Ranks", "Tensors", "Networks", "Datasets", "Training", "Pruning", "Quantization",
        "ModelExchange", "CompressedModels", "Inference", "Benchmarks",
      ],
      swiftSettings: numeric),

    // MARK: Pictures
    .target(name: "Plotting", dependencies: ["CPNG"], swiftSettings: numeric),

    // MARK: Language and console
    .target(name: "Language", dependencies: ["Memory"], swiftSettings: common),
    .target(
      name: "Commands",
      dependencies: [
        "Memory", "Ranks", "Language", "Plotting", "Tensors", "Networks", "Datasets", "Training",
        "Pruning", "Quantization", "EntropyCoding", "CompressedModels", "CodeExport",
        "ModelExchange", "Products", "Inference", "Devices", "Benchmarks", "DeepCompression",
      ],
      swiftSettings: common),
    .target(name: "Console", dependencies: ["Language"], swiftSettings: common),
    .target(
      name: "Reports", dependencies: ["Language", "CMarkdown", "CCrypto"], swiftSettings: common),
    .target(name: "Reference", dependencies: ["Language"], swiftSettings: common),
    .target(
      name: "Jupyter", dependencies: ["Language", "Console", "Reports", "CCrypto"],
      swiftSettings: common),
    .executableTarget(
      name: "dcs",
      dependencies: [
        "Console", "Commands", "Devices", "Language", "Memory", "Ranks", "Reports", "Reference",
        "Jupyter",
        "CReadline", "CTerminal",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: common),

    // MARK: Tests
    // A test target names every module that it imports, however it may come along: one whose types
    // changed their layout would otherwise leave old objects of tests behind, which crash.
    .target(
      name: "TestSupport", dependencies: ["Tensors", "Networks", "ModelExchange"],
      path: "Tests/TestSupport", swiftSettings: common),
    .testTarget(name: "MemoryTests", dependencies: ["Memory"], swiftSettings: common),
    .testTarget(name: "RanksTests", dependencies: ["Ranks"], swiftSettings: common),
    .testTarget(
      name: "ReportsTests",
      dependencies: ["Reports", "Console", "Language", "Plotting", "TestSupport"],
      swiftSettings: common),
    .testTarget(
      name: "ReferenceTests", dependencies: ["Reference", "Commands", "Language"],
      swiftSettings: common),
    .testTarget(
      name: "JupyterTests",
      dependencies: ["Jupyter", "Console", "Language", "Reports", "TestSupport"],
      swiftSettings: common),
    .testTarget(
      name: "TensorsTests", dependencies: ["CKernels", "Tensors", "TestSupport"],
      swiftSettings: common),
    .testTarget(
      name: "OperatorsTests", dependencies: ["Memory", "Tensors", "Operators", "TestSupport"],
      swiftSettings: common),
    .testTarget(
      name: "NetworksTests", dependencies: ["Tensors", "Networks", "TestSupport"],
      swiftSettings: common),
    .testTarget(
      name: "DatasetsTests", dependencies: ["Tensors", "Datasets", "TestSupport"],
      swiftSettings: common),
    .testTarget(
      name: "TrainingTests",
      dependencies: ["Tensors", "Networks", "Datasets", "Ranks", "Training", "TestSupport"],
      swiftSettings: common),
    .testTarget(
      name: "PruningTests",
      dependencies: ["Tensors", "Networks", "Datasets", "Training", "Pruning", "TestSupport"],
      swiftSettings: common),
    .testTarget(
      name: "QuantizationTests",
      dependencies: ["Tensors", "Networks", "Datasets", "Training", "Quantization", "TestSupport"],
      swiftSettings: common),
    .testTarget(
      name: "EntropyCodingTests", dependencies: ["EntropyCoding", "TestSupport"],
      swiftSettings: common),
    .testTarget(
      name: "CompressedModelsTests",
      dependencies: [
        "Tensors", "Networks", "EntropyCoding", "ModelExchange", "CompressedModels", "TestSupport",
      ],
      exclude: ["Golden", "reader.py"], swiftSettings: common),
    .testTarget(
      name: "CodeExportTests",
      dependencies: [
        "Tensors", "Networks", "Datasets", "Pruning", "Quantization", "CompressedModels",
        "CodeExport", "ModelExchange",
        "TestSupport",
      ],
      swiftSettings: common),
    .testTarget(
      name: "ModelExchangeTests",
      dependencies: [
        "Tensors", "Operators", "Networks", "Datasets", "Training", "ModelExchange", "TestSupport",
      ],
      swiftSettings: common),
    .testTarget(
      name: "ProductsTests", dependencies: ["CKernels", "Tensors", "Products", "TestSupport"],
      swiftSettings: common),
    .testTarget(
      name: "InferenceTests",
      dependencies: [
        "Tensors", "Products", "Networks", "ModelExchange", "CompressedModels", "Inference",
        "TestSupport",
      ],
      swiftSettings: common),
    .testTarget(
      name: "DevicesTests",
      dependencies: [
        "Tensors", "Products", "Networks", "CompressedModels", "Inference", "Devices",
        "TestSupport",
        "Benchmarks",
      ], exclude: ["CUDA/driver.cpp", "CUDA/libraries.cpp"],
      swiftSettings: common),
    .testTarget(
      name: "BenchmarksTests",
      dependencies: [
        "Tensors", "Products", "Networks", "CompressedModels", "Inference", "Benchmarks", "Devices",
        "TestSupport",
      ],
      swiftSettings: common),
    .testTarget(
      name: "DeepCompressionTests",
      dependencies: [
        "Tensors", "Networks", "Datasets", "Training", "Pruning", "Quantization",
        "ModelExchange", "CompressedModels", "Inference", "DeepCompression",
        "TestSupport",
      ], swiftSettings: common),
    .testTarget(name: "PlottingTests", dependencies: ["Plotting"], swiftSettings: common),
    .testTarget(
      name: "LanguageTests", dependencies: ["Language", "Memory"], exclude: ["Golden"],
      swiftSettings: common),
    .testTarget(
      name: "CommandsTests",
      dependencies: [
        "Memory", "Ranks", "Tensors", "Networks", "ModelExchange", "Plotting", "Devices",
        "Language", "Commands", "TestSupport",
      ],
      swiftSettings: common),
    .testTarget(
      name: "ConsoleTests", dependencies: ["Console", "Language"], swiftSettings: common),
    .testTarget(name: "TerminalTests", swiftSettings: common),
    .target(
      name: "FuzzedReaders",
      dependencies: [
        "Memory", "Tensors", "Operators", "Networks", "Datasets", "CompressedModels",
        "ModelExchange", "Inference", "Plotting", "Language", "Commands", "Console",
      ],
      path: "Tests/Fuzz/Readers", swiftSettings: common),
    .testTarget(
      name: "FuzzTests", dependencies: ["CompressedModels", "FuzzedReaders"],
      path: "Tests/Fuzz/Suite",
      swiftSettings: common),
    .testTarget(name: "ArchitectureTests", swiftSettings: common),
  ] + fuzzer,
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c17
)
