import Language

enum TableText { static func rendered(_ t: Table, as s: OutputStyle) -> String { "" } }
enum StandardCommandSet { static func table(_ o: SharedOptions) -> CommandTable { CommandTable([]) } }
