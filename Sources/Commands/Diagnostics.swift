import CodeExport
import CompressedModels
import Datasets
import DeepCompression
import Devices
import Language
import Memory
import ModelExchange
import Networks
import Pruning
import Quantization
import Tensors
import Training

// How the libraries' errors are told to the user.

extension NetworkError: DiagnosticConvertible {
  public var diagnostic: Diagnostic {
    switch self {
    case .wrongInputShape, .wrongParameterShape: Diagnostic(.shape, description)
    case .memory(let shortage): shortage.diagnostic
    default: Diagnostic(.value, description)
    }
  }
}

extension DatasetError: DiagnosticConvertible {
  public var diagnostic: Diagnostic {
    switch self {
    case .unknownDataset, .badValidationCount, .badPreparation: Diagnostic(.value, description)
    case .filesNotFound(_, _, let searched):
      Diagnostic(.file, description, notes: ["searched: " + searched.joined(separator: ", ")])
    case .unreadable, .noImages: Diagnostic(.file, description)
    case .noClass:
      Diagnostic(
        .format, description,
        hint:
          """
          images lie in one sub-folder a class, or are called CLASS_name.jpg, \
          with a number or a wnid for CLASS
          """
      )
    case .damagedImage: Diagnostic(.format, description, hint: "remove the file, or get it again")
    case .unlistedClass, .classesDisagree: Diagnostic(.format, description)
    case .truncatedGzip, .damagedGzip, .wrongChecksum:
      Diagnostic(.format, description, hint: "remove the file and fetch it again")
    case .tooLarge, .imageTooLarge: Diagnostic(.limit, description)
    case .memory(let shortage): shortage.diagnostic
    case .notIDX, .countMismatch, .digestUnavailable: Diagnostic(.format, description)
    default: ownDataDiagnostic
    }
  }

  /// What is wrong with data of one's own.
  private var ownDataDiagnostic: Diagnostic {
    switch self {
    case .noImageInput:
      Diagnostic(
        .shape, description, hint: "images are [channels, height, width], with 1 or 3 channels")
    case .badShares:
      Diagnostic(.value, description, hint: "shares are between 0 and 1: valid=10%, test=20%")
    case .nothingToTrainOn: Diagnostic(.value, description, hint: "valid=0, test=0 keeps all")
    case .noClassFolders:
      Diagnostic(
        .file, description,
        hint:
          """
          folder/cat/1.png, folder/dog/2.png, or the same in train/, valid/ and test/; \
          data("imagenet", dir=folder) takes classes in the names of files
          """
      )
    case .badArrays(_, _, let remedy), .badTable(_, _, _, let remedy):
      Diagnostic(.format, description, hint: remedy)
    case .noColumn(_, let name, let columns):
      Diagnostic(
        .name, description, hint: Suggestion.hint(for: name, among: columns),
        notes: ["columns: " + columns.joined(separator: ", ")])
    case .damagedRecords:
      Diagnostic(.format, description, hint: "remove the file and fetch it again")
    case .badSound:
      Diagnostic(.format, description, hint: "ffmpeg -i sound -ac 1 -c:a pcm_s16le sound.wav")
    default: Diagnostic(.format, description)
    }
  }
}

extension TrainingError: DiagnosticConvertible {
  public var diagnostic: Diagnostic {
    switch self {
    case .noExamples, .diverged: Diagnostic(.value, description)
    case .cannotBeKept:
      Diagnostic(
        .argument, description, hint: "leave checkpoint= out, or keep the net: checkpoint(path, fn)"
      )
    case .otherTraining: Diagnostic(.format, description, hint: "delete the file, or name another")
    case .wrongInputShape(let expected, let found)
    where expected != found && expected.reduce(1, *) == found.reduce(1, *):
      Diagnostic(
        .shape, description,
        hint: "data(..., images=\(expected.count > 1)) gives inputs of the other form")
    default: Diagnostic(.shape, description)
    }
  }
}

extension PruningError: DiagnosticConvertible {
  public var diagnostic: Diagnostic { Diagnostic(.value, description) }
}

extension QuantizationError: DiagnosticConvertible {
  public var diagnostic: Diagnostic { Diagnostic(.value, description) }
}

extension FactorizationError: DiagnosticConvertible {
  public var diagnostic: Diagnostic { Diagnostic(.value, description) }
}

extension SingularValuesError: DiagnosticConvertible {
  public var diagnostic: Diagnostic {
    if case .notAMatrix = self { return Diagnostic(.shape, description) }
    return Diagnostic(.value, description)
  }
}

extension PackingError: DiagnosticConvertible {
  public var diagnostic: Diagnostic { Diagnostic(.value, description) }
}

extension ContainerError: DiagnosticConvertible {
  public var diagnostic: Diagnostic {
    if case .memory(let shortage) = fault { return shortage.diagnostic }
    return Diagnostic(.format, "\(self)")
  }
}

extension ContainerFault: DiagnosticConvertible {
  public var diagnostic: Diagnostic { Diagnostic(.format, description) }
}

extension ModelExchangeError: DiagnosticConvertible {
  public var diagnostic: Diagnostic {
    if case .memory(let shortage) = self { return shortage.diagnostic }
    return Diagnostic(.format, description)
  }
}

extension CodeExportError: DiagnosticConvertible {
  public var diagnostic: Diagnostic { Diagnostic(.value, description) }
}

extension FileWriteError: DiagnosticConvertible {
  public var diagnostic: Diagnostic { Diagnostic(.file, description) }
}

extension DeviceError: DiagnosticConvertible {
  public var diagnostic: Diagnostic { Diagnostic(.value, description, hint: remedy) }
}
