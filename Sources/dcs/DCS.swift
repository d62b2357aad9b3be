@main struct DCS { static func main() {} }
