/// Numbers as colours, with the bar that explains them.
public struct ColorScale: Sendable {
  public enum Map: String, Sendable, CaseIterable {
    /// Dark blue to yellow, evenly lighter (viridis): for amounts.
    case sequential
    /// Blue over white to red: for signed values; choose limits symmetric about zero.
    case diverging
    /// White to dark blue: for counts with much emptiness; friendly to grey print.
    case fade
  }

  public var map: Map
  public var scale: any Scale
  public var label: String
  public var format: TickFormat

  public init(
    map: Map = .sequential, scale: any Scale, label: String = "", format: TickFormat = .number
  ) {
    self.map = map
    self.scale = scale
    self.label = label
    self.format = format
  }

  /// From the least to the greatest of the values, or from and to the axis' limits; diverging
  /// colours have their middle at zero.
  public init(map: Map, over extent: Extent, axis: Axis, label: String, format: TickFormat) {
    var extent = extent
    if map == .diverging, axis.scale == .linear {
      for end in [extent.minimum, extent.maximum] { extent.include(-end) }
    }
    if let low = axis.minimum { extent = extent.starting(at: low) }
    if let high = axis.maximum { extent = extent.ending(at: high) }
    let scale: any Scale =
      axis.scale == .log
      ? LogScale(showing: extent, margin: 0) : LinearScale(showing: extent, margin: 0)
    self.init(map: map, scale: scale, label: label, format: format)
  }

  /// Values beyond the ends take the end's colour; values without a position are light grey.
  public func color(of value: Double) -> Color {
    let position = scale.position(of: value)
    return position.isNaN ? Color(0xDDDDDD) : map.color(at: position)
  }
}

extension ColorScale.Map {
  /// Anchors at equal distances.
  private var anchors: [Color] {
    switch self {
    case .sequential:
      [0x440154, 0x472D7B, 0x3B528B, 0x2C728E, 0x21918C, 0x28AE80, 0x5EC962, 0xADDC30, 0xFDE725].map
      { Color($0) }
    case .diverging:
      [0x2166AC, 0x4393C3, 0x92C5DE, 0xD1E5F0, 0xF7F7F7, 0xFDDBC7, 0xF4A582, 0xD6604D, 0xB2182B].map
      { Color($0) }
    case .fade: [0xFFFFFF, 0xC6DBEF, 0x6BAED6, 0x2171B5, 0x08306B].map { Color($0) }
    }
  }

  /// 0 … 1, straight lines between the anchors.
  func color(at position: Double) -> Color {
    let anchors = anchors
    let place = min(max(position, 0), 1) * Double(anchors.count - 1)
    let index = min(Int(place), anchors.count - 2)
    return anchors[index].mixed(with: anchors[index + 1], part: place - Double(index))
  }
}
