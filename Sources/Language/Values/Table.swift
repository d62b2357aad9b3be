/// Named columns of equal length: what reports, benchmarks and sweeps give.
public struct Table: Sendable {
  public struct Column: Sendable {
    public var name: String
    public var values: [Value]
    /// A string format such as ".2%" or "b" (LANGUAGE.md, "Formats in strings"); nil prints values
    /// plainly.
    public var format: String?

    public init(_ name: String, _ values: [Value], format: String? = nil) {
      self.name = name
      self.values = values
      self.format = format
    }
  }

  public var title: String?
  public private(set) var columns: [Column]
  /// What the columns mean, below the table.
  public var key: String?

  /// Precondition: all columns are equally long. Commands check user input before they come here.
  public init(title: String? = nil, columns: [Column], key: String? = nil) {
    precondition(columns.allSatisfy { $0.values.count == columns[0].values.count })
    self.title = title
    self.columns = columns
    self.key = key
  }

  public var rowCount: Int { columns.first?.values.count ?? 0 }

  public func column(_ name: String) -> Column? { columns.first { $0.name == name } }
}
